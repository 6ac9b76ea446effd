package io.github.chaos4j.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What a woven call costs, in nanoseconds and bytes, by what is armed. JMH; the variants take turns. */
final class HotPath {
    private static final int ROUNDS = 3;

    private final Budgets.Installation installed;

    HotPath(Budgets.Installation installed) {
        this.installed = installed;
    }

    private enum Variant {
        NONE(""),
        NONE_AGAIN(""),
        DORMANT("nothing"),
        OTHER_SERVICE("other"),
        HUNDRED("hundred"),
        OTHER_STATEMENT("statement");

        final String armed;

        Variant(String armed) {
            this.armed = armed;
        }
    }

    private record Cost(double nanos, double bytes) {}

    List<Budget> measure() throws RunnerException {
        Map<Variant, Cost> noOp = measure("noOp", List.of(Variant.values()));
        Map<Variant, Cost> select = measure("select1", List.of(Variant.NONE, Variant.DORMANT, Variant.NONE_AGAIN));
        List<Budget> rows = new ArrayList<>();
        rows.add(more("no-op executeUpdate, nothing armed", noOp, Variant.DORMANT, 1, 0));
        rows.add(more("armed for the operation, another service, no match", noOp, Variant.OTHER_SERVICE, 20, bytes()));
        rows.add(more("100 faults armed on other services", noOp, Variant.HUNDRED, 40, bytes()));
        rows.add(more("a miss by statement", noOp, Variant.OTHER_STATEMENT, 150, Double.MAX_VALUE));
        rows.add(ratio(select));
        return rows;
    }

    private static double bytes() {
        return Runtime.version().feature() >= 25 ? 0 : 32;
    }

    private Map<Variant, Cost> measure(String method, List<Variant> variants) throws RunnerException {
        Map<Variant, List<Cost>> costs = new EnumMap<>(Variant.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (Variant variant : variants) {
                costs.computeIfAbsent(variant, v -> new ArrayList<>()).add(run(method, variant));
            }
        }
        Map<Variant, Cost> medians = new EnumMap<>(Variant.class);
        costs.forEach((variant, each) -> medians.put(
                variant,
                new Cost(
                        new Samples(each.stream().mapToDouble(Cost::nanos).toArray()).median(),
                        new Samples(each.stream().mapToDouble(Cost::bytes).toArray()).median())));
        return medians;
    }

    private Cost run(String method, Variant variant) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(HotPathBenchmark.class.getName() + "." + method + "$")
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .jvm(installed.java().toString());
        List<String> arguments = new ArrayList<>(List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"));
        if (!variant.armed.isEmpty()) {
            arguments.add(installed.agentArgument("enabled=true,http=off,max.faults=200"));
            arguments.add("-Dbench.armed=" + variant.armed);
        }
        Options built = options.jvmArgsAppend(arguments.toArray(String[]::new)).build();
        Collection<RunResult> results = new Runner(built).run();
        RunResult result = results.iterator().next();
        return new Cost(
                result.getPrimaryResult().getScore(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static Budget more(String what, Map<Variant, Cost> costs, Variant variant, double nanos, double bytes) {
        Cost none = costs.get(Variant.NONE);
        Cost with = costs.get(variant);
        double more = with.nanos - none.nanos;
        double moreBytes = with.bytes - none.bytes;
        return new Budget(
                "PreparedStatement, " + what,
                String.format("<= +%.0f ns", nanos)
                        + (bytes == Double.MAX_VALUE ? "" : String.format(", %.0f B", bytes)),
                String.format("%+.2f ns, %.1f B (of %.2f ns)", more, moreBytes, none.nanos),
                String.format("%+.2f ns", costs.get(Variant.NONE_AGAIN).nanos - none.nanos),
                more <= nanos && moreBytes <= bytes + 0.5);
    }

    private static Budget ratio(Map<Variant, Cost> costs) {
        double none = costs.get(Variant.NONE).nanos;
        double noise = costs.get(Variant.NONE_AGAIN).nanos / none;
        double ratio = costs.get(Variant.DORMANT).nanos / none;
        double allowed = Math.max(1.02, Math.max(noise, 1 / noise) * 1.01);
        return new Budget(
                "H2 select 1, prepared, nothing armed",
                String.format("<= %.3f x", allowed),
                String.format("%.3f x (of %.0f ns)", ratio, none),
                String.format("%.3f x", noise),
                ratio <= allowed);
    }
}
