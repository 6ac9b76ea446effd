package io.github.chaos4j.samples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Plays acts: measures before, during and after a fault, while the load goes on. */
final class Stage {
    private static final Duration STEADY_WITHIN = Duration.ofSeconds(60);
    private static final Duration RECOVERY_WITHIN = Duration.ofSeconds(12);
    private static final Duration ORDERS_STORED_WITHIN = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Shop shop;
    private final Calls calls;
    private final Breakers breakers;
    private final ChaosCommand chaos;
    private final Pace pace;
    private final Promise promise;
    private final Screen screen;

    Stage(Shop shop, Calls calls, Breakers breakers, ChaosCommand chaos, Pace pace, Promise promise, Screen screen) {
        this.shop = shop;
        this.calls = calls;
        this.breakers = breakers;
        this.chaos = chaos;
        this.pace = pace;
        this.promise = promise;
        this.screen = screen;
    }

    /** The first window in which the promise was kept, with room to spare and without any fallback. */
    private Window awaitSteadyState() throws InterruptedException {
        long deadline = System.nanoTime() + STEADY_WITHIN.toNanos();
        screen.doing("before: until the service is in its steady state", this::lastSecond);
        Window window = window(System.nanoTime(), pace.before());
        while (!isSteady(window)) {
            if (System.nanoTime() - deadline > 0) {
                throw new DemoFailure("the service was in no steady state before anything was disturbed: "
                        + figures(window) + "; is the machine busy with something else?");
            }
            window = window(System.nanoTime(), pace.before());
        }
        return window;
    }

    private boolean isSteady(Window window) {
        List<CustomerCall> seen = calls.between(window.from(), window.to());
        return !seen.isEmpty()
                && seen.stream().allMatch(CustomerCall::isNormal)
                && Figures.of(seen).p99().compareTo(promise.p99().dividedBy(2)) <= 0;
    }

    Outcome play(Act act) throws InterruptedException {
        Window before = awaitSteadyState();
        ChaosCommand.Life life = disturb(act);
        screen.doing("after", this::lastSecond);
        Window during = new Window(life.armedAt(), end(life));
        Optional<Duration> recovery = awaitRecovery(act, during.to());
        Window after = window(System.nanoTime(), pace.after());
        awaitDone(during.from(), after.to());
        List<String> queued = queuedOrders(during.from(), after.to());
        int lost = lost(queued);
        screen.done();
        return new Outcome(
                act,
                figures(before),
                figures(during),
                figures(after),
                states(act, before),
                states(act, during),
                states(act, after),
                life.injections(),
                recovery,
                queued.size(),
                lost);
    }

    private ChaosCommand.Life disturb(Act act) {
        String fault = act.fault() + " duration=" + pace.during().toSeconds() + "s id=" + act.id();
        screen.done();
        screen.line("  $ chaos arm " + fault + " --wait");
        return chaos.arm(
                fault,
                line -> screen.line("    " + line),
                () -> screen.doing("during", () -> lastSecond() + ", breaker " + breakers.now(act.breaker())));
    }

    private List<String> queuedOrders(long from, long to) {
        return calls.between(from, to).stream()
                .map(CustomerCall::queuedOrder)
                .filter(order -> !order.isEmpty())
                .toList();
    }

    /** On a busy machine the command may tell the end late; later than the duration after arming it was not. */
    private long end(ChaosCommand.Life life) {
        long latest = life.armedAt() + pace.during().toNanos();
        return latest - life.endedAt() < 0 ? latest : life.endedAt();
    }

    private Optional<Duration> awaitRecovery(Act act, long end) throws InterruptedException {
        long deadline = end + RECOVERY_WITHIN.toNanos();
        Optional<Duration> recovery = Optional.empty();
        while (recovery.isEmpty() && System.nanoTime() - deadline < 0) {
            sleep(LOOK_EVERY);
            long now = System.nanoTime();
            recovery = Recovery.of(calls.between(end, now), end, breakers.lastNotClosed(act.breaker(), end));
        }
        return recovery;
    }

    private int lost(List<String> orders) throws InterruptedException {
        int lost = 0;
        long deadline = System.nanoTime() + ORDERS_STORED_WITHIN.toNanos();
        for (String order : orders) {
            boolean stored = shop.isStored(order);
            while (!stored && System.nanoTime() - deadline < 0) {
                sleep(LOOK_EVERY);
                stored = shop.isStored(order);
            }
            lost += stored ? 0 : 1;
        }
        return lost;
    }

    private Window window(long from, Duration length) throws InterruptedException {
        sleep(length);
        awaitDone(from, from + length.toNanos());
        return new Window(from, from + length.toNanos());
    }

    /** Every call ends: customers lose patience. */
    private void awaitDone(long from, long to) throws InterruptedException {
        BooleanSupplier done = () -> calls.areDoneBetween(from, to);
        while (!done.getAsBoolean()) {
            sleep(LOOK_EVERY);
        }
    }

    private Figures figures(Window window) {
        return Figures.of(calls.between(window.from(), window.to()));
    }

    private Set<String> states(Act act, Window window) {
        return breakers.states(act.breaker(), window.from(), window.to());
    }

    private String lastSecond() {
        long now = System.nanoTime();
        List<CustomerCall> done = calls.between(now - TimeUnit.SECONDS.toNanos(1), now).stream()
                .filter(CustomerCall::isDone)
                .toList();
        Figures figures = Figures.of(done);
        return "last second " + figures.calls() + " calls, success " + Text.percent(figures.success()) + ", fallback "
                + Text.percent(figures.fallback());
    }

    private static void sleep(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }

    /** From, inclusive, to, exclusive; {@link System#nanoTime} values. */
    private record Window(long from, long to) {}
}
