package io.github.chaos4j.benchmarks;

import java.util.List;

/** How exactly an injected latency of 100 ms is kept, from the call's entry, the very first one included. */
final class InjectedLatency {
    private static final double ALLOWED_MILLIS = 1;

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
                row("the very first injection", run.number("call first") / 1e6, sleep));
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
