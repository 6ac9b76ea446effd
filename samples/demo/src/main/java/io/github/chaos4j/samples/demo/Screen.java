package io.github.chaos4j.samples.demo;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the demo prints: lines, and on a terminal one more below them that is renewed each second. Thread-safe. */
final class Screen implements AutoCloseable {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean live;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "screen");
        thread.setDaemon(true);
        return thread;
    });
    private Supplier<String> progress = () -> "";

    Screen(PrintStream out, boolean live) {
        this.out = out;
        this.live = live;
        if (live) {
            timer.scheduleAtFixedRate(this::renew, 1, 1, TimeUnit.SECONDS);
        }
    }

    synchronized void line(String text) {
        out.print(live ? CLEAR_LINE + text + System.lineSeparator() : text + System.lineSeparator());
        out.flush();
    }

    /** What goes on now; elsewhere than on a terminal it is said once. */
    synchronized void doing(String what, Supplier<String> progress) {
        this.progress = () -> "  … " + what + " " + progress.get();
        if (live) {
            renew();
        } else {
            out.println("  … " + what);
            out.flush();
        }
    }

    synchronized void done() {
        progress = () -> "";
        if (live) {
            renew();
        }
    }

    private synchronized void renew() {
        out.print(CLEAR_LINE + progress.get());
        out.flush();
    }

    @Override
    public void close() {
        done();
        timer.shutdownNow();
    }
}
