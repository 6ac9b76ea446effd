package io.github.chaos4j.samples.demo;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An outcome beside what was promised. */
final class Table {

    private Table() {}

    static List<String> of(Outcome outcome, Promise promise) {
        String must = "≥ " + Text.percent(promise.success());
        String p99 = "≤ " + Text.time(promise.p99());
        return List.of(
                row(
                        "",
                        "calls",
                        "success",
                        "p50",
                        "p99",
                        "fallback",
                        "breaker " + outcome.act().breaker(),
                        ""),
                row("before", outcome.before(), outcome.breakerBefore(), ""),
                row("during", outcome.during(), outcome.breakerDuring(), "injections " + outcome.injections()),
                row("  must be", "", must, "", p99, "", "open", "≥ 1"),
                row("after", outcome.after(), outcome.breakerAfter(), "recovery " + recovery(outcome)),
                row("  must be", "", must, "", p99, "", "closed", "≤ " + Text.time(promise.recovery())),
                "  failures: " + failures(outcome.during()) + " during, " + failures(outcome.after()) + " after",
                "  orders accepted without the database: " + outcome.queued() + ", of those lost: " + outcome.lost()
                        + " (must be 0)");
    }

    private static String failures(Figures figures) {
        Map<String, Long> failures = figures.failures();
        return failures.isEmpty()
                ? "none"
                : failures.entrySet().stream()
                        .map(failure -> failure.getValue() + " × " + failure.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String recovery(Outcome outcome) {
        return outcome.recovery().map(Text::time).orElse("none");
    }

    private static String row(String name, Figures figures, Set<String> breaker, String more) {
        return row(
                name,
                Integer.toString(figures.calls()),
                Text.percent(figures.success()),
                Text.time(figures.p50()),
                Text.time(figures.p99()),
                Text.percent(figures.fallback()),
                String.join(", ", breaker),
                more);
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "  %-10s %6s %9s %9s %9s %9s  %-24s %s", (Object[]) cells)
                .stripTrailing();
    }
}
