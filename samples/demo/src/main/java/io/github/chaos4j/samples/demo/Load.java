package io.github.chaos4j.samples.demo;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls at a steady rate, whether or not the earlier ones have been answered, as customers come in real life. */
final class Load implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "load");
        thread.setDaemon(true);
        return thread;
    });
    private final Shop shop;
    private final Calls calls;
    private final long interval;
    private long due;

    private Load(Shop shop, Calls calls, int perSecond) {
        this.shop = shop;
        this.calls = calls;
        this.interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    static Load start(Shop shop, Calls calls, int perSecond) {
        Load load = new Load(shop, calls, perSecond);
        load.due = System.nanoTime();
        load.timer.scheduleAtFixedRate(load::callWhatIsDue, 0, load.interval, TimeUnit.NANOSECONDS);
        return load;
    }

    private void callWhatIsDue() {
        while (due - System.nanoTime() <= 0) {
            CustomerCall call = new CustomerCall(due);
            calls.add(call);
            due += interval;
            shop.visit(call);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
