package io.github.chaos4j.benchmarks;

import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.Arrays;

/** Runs in a JVM with the agent: prints by how many nanoseconds sleeps and injected latencies exceed 100 ms. */
public final class DelayedCalls {
    private static final long ASKED = Duration.ofMillis(100).toNanos();
    private static final int CALLS = 200;

    private DelayedCalls() {}

    public static void main(String[] args) throws Exception {
        PreparedStatement statement = NoOpStatement.create();
        Chaos.arm(Fault.parse("latency jdbc bench-db delay=100ms"));
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
    }
}
