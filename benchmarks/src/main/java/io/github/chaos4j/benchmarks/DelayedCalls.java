package io.github.chaos4j.benchmarks;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs in a JVM with the agent: prints by how many nanoseconds sleeps and injected latencies exceed 100 ms, and how
 * long after a fault's expiry the last of 200 waiting threads goes on.
 */
public final class DelayedCalls {
    private static final long ASKED = Duration.ofMillis(100).toNanos();
    private static final int CALLS = 200;
    private static final int WAITING = 200;
    private static final Duration HELD = Duration.ofSeconds(3);

    private DelayedCalls() {}

    public static void main(String[] args) throws Exception {
        PreparedStatement statement = NoOpStatement.create();
        ArmedFault slow = Chaos.arm(Fault.parse("latency jdbc bench-db delay=100ms"));
        double[] calls = new double[CALLS];
        double[] sleeps = new double[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            statement.executeUpdate();
            calls[i] = System.nanoTime() - start - ASKED;
            start = System.nanoTime();
            Thread.sleep(100);
            sleeps[i] = System.nanoTime() - start - ASKED;
        }
        if (Arrays.stream(calls).anyMatch(error -> error < 0)) {
            throw new IllegalStateException("a call was not delayed: " + Chaos.status());
        }
        System.out.printf("call first %d%n", (long) calls[0]);
        System.out.printf("call p99 %d%n", (long) new Samples(calls).quantile(0.99));
        System.out.printf("sleep p99 %d%n", (long) new Samples(sleeps).quantile(0.99));
        slow.close();
        System.out.printf("released last %d%n", lastReleased(statement));
    }

    private static long lastReleased(PreparedStatement statement) throws Exception {
        ArmedFault hang = Chaos.arm(Fault.hang().on(Target.jdbc("bench-db")).lasting(HELD));
        long expiry = System.nanoTime() + HELD.toNanos();
        AtomicLong last = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WAITING; i++) {
            Thread thread = new Thread(() -> {
                try {
                    statement.executeUpdate();
                    last.accumulateAndGet(System.nanoTime() - expiry, Math::max);
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (hang.injected() != WAITING) {
            throw new IllegalStateException("not all of them waited: " + Chaos.status());
        }
        return last.get();
    }
}
