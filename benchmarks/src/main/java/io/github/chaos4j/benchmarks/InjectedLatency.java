package io.github.chaos4j.benchmarks;

import java.util.List;

/** How exactly an injected latency of 100 ms is kept, from the call's entry, the very first one included, and how fast the waiting are freed. */
final class InjectedLatency {
    private static final double ALLOWED_MILLIS = 1;
    private static final double RELEASE_MILLIS = 50;

    private final Budgets.Installation installed;

    InjectedLatency(Budgets.Installation installed) {
        this.installed = installed;
    }

    List<Budget> measure() {
        Child.Run run = Child.run(
                installed,
                true,
                List.of(
                        installed.agentArgument("http=off"),
                        "-cp",
                        installed.classPath(),
                        DelayedCalls.class.getName()));
        double sleep = run.number("sleep p99") / 1e6;
        return List.of(
                row("p99 of 200 calls", run.number("call p99") / 1e6, sleep),
                row("the very first injection", run.number("call first") / 1e6, sleep),
                release(run.number("released last") / 1e6));
    }

    private static Budget release(double millis) {
        return new Budget(
                "200 threads wait when the fault expires: the last goes on after",
                String.format("<= %.0f ms", RELEASE_MILLIS),
                String.format("%.2f ms", millis),
                "-",
                millis <= RELEASE_MILLIS);
    }

    private static Budget row(String what, double error, double sleepError) {
        return new Budget(
                "injected latency of 100 ms: observed - asked, " + what,
                String.format("<= sleep error + %.0f ms", ALLOWED_MILLIS),
                String.format("%.2f ms", error),
                String.format("Thread.sleep: %.2f ms", sleepError),
                error <= sleepError + ALLOWED_MILLIS);
    }
}
