package io.github.chaos4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What the agent adds to {@code java Hello}: wall time, peak memory, and classes of Byte Buddy. */
final class StartUp {
    private static final int RUNS = 21;

    private final Budgets.Installation installed;

    StartUp(Budgets.Installation installed) {
        this.installed = installed;
    }

    private record Variant(String name, boolean enabled, List<String> arguments, List<Child.Run> runs) {
        /** The same, but the program ends only when the agent is wholly there. */
        Variant settled() {
            List<String> waiting = new ArrayList<>(arguments);
            waiting.add("settled");
            return new Variant(name + ", half a second later", enabled, waiting, new ArrayList<>());
        }

        double millis() {
            return new Samples(runs.stream().mapToDouble(Child.Run::millis).toArray()).median();
        }

        double mebibytes() {
            return new Samples(runs.stream()
                            .mapToDouble(run -> run.number("VmHWM") / 1024.0)
                            .toArray())
                    .median();
        }
    }

    private Variant variant(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-cp", installed.classPath(), Hello.class.getName()));
        return new Variant(name, options.length > 0, arguments, new ArrayList<>());
    }

    List<Budget> measure() {
        Variant none = variant("none");
        Variant again = variant("none again");
        Variant empty = variant("an empty agent", "-javaagent:" + installed.classPath());
        Variant off = variant("HTTP off", installed.agentArgument("http=off"));
        Variant on = variant("HTTP on", "-javaagent:" + installed.agent());
        run(RUNS, List.of(none, empty, off, again, on));
        List<Variant> settled = List.of(none.settled(), again.settled(), off.settled(), on.settled());
        run(RUNS / 3, settled);
        List<Budget> rows = new ArrayList<>();
        rows.add(wall(empty, none, again, Double.POSITIVE_INFINITY));
        rows.add(wall(off, none, again, 40));
        rows.add(wall(on, none, again, 60));
        rows.add(memory(off, none, again, 12));
        rows.add(memory(on, none, again, 16));
        rows.add(memory(settled.get(2), settled.get(0), settled.get(1), 12));
        rows.add(memory(settled.get(3), settled.get(0), settled.get(1), 16));
        rows.add(byteBuddy());
        return rows;
    }

    /** The variants take turns, and the first turn does not count. */
    private void run(int turns, List<Variant> variants) {
        for (int turn = 0; turn <= turns; turn++) {
            for (Variant each : variants) {
                Child.Run measured = Child.run(installed, each.enabled, each.arguments);
                if (turn > 0) {
                    each.runs.add(measured);
                }
            }
        }
    }

    private static Budget wall(Variant with, Variant none, Variant again, double allowed) {
        double more = with.millis() - none.millis();
        return new Budget(
                "java Hello, CHAOS_ENABLED=true, " + with.name + ": wall time",
                allowed == Double.POSITIVE_INFINITY ? "for comparison" : String.format("<= +%.0f ms", allowed),
                String.format("%+.1f ms (of %.0f ms)", more, none.millis()),
                String.format("%+.1f ms", again.millis() - none.millis()),
                more <= allowed);
    }

    private static Budget memory(Variant with, Variant none, Variant again, double allowed) {
        double more = with.mebibytes() - none.mebibytes();
        return new Budget(
                "java Hello, CHAOS_ENABLED=true, " + with.name + ": peak memory",
                String.format("<= +%.0f MiB", allowed),
                String.format("%+.1f MiB (of %.0f MiB)", more, none.mebibytes()),
                String.format("%+.1f MiB", again.mebibytes() - none.mebibytes()),
                more <= allowed);
    }

    private Budget byteBuddy() {
        Variant logged = variant("logged", "-Xlog:class+load:stdout", installed.agentArgument("http=off"));
        long loaded = Child.run(installed, true, logged.settled().arguments).output().stream()
                .filter(line -> line.contains("bytebuddy"))
                .count();
        return new Budget("Byte Buddy classes loaded without a supported client", "0", "" + loaded, "-", loaded == 0);
    }
}
