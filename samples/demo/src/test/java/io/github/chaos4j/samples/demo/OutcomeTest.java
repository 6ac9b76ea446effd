package io.github.chaos4j.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Promise PROMISE = new Promise(0.99, Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final Figures GOOD = figures(1, 10);

    @Test
    void aServiceThatKeepsItsPromiseCopes() {
        assertThat(outcome(GOOD, GOOD, Set.of("closed", "open"), Optional.of(Duration.ofSeconds(5)), 0)
                        .broken(PROMISE))
                .isEmpty();
    }

    @Test
    void eachBrokenPromiseIsNamed() {
        assertThat(outcome(figures(0.5, 2_000), figures(0.98, 1_001), Set.of("closed"), Optional.empty(), 3)
                        .broken(PROMISE))
                .containsExactly(
                        "success during 50.0 %, must be at least 99.0 %",
                        "p99 during 2.00 s, must be at most 1.00 s",
                        "success after 98.0 %, must be at least 99.0 %",
                        "p99 after 1.00 s, must be at most 1.00 s",
                        "breaker orders never opened",
                        "recovery did not come, must be at most 5.00 s",
                        "3 of 7 accepted orders are lost");
    }

    @Test
    void aLateRecoveryIsABrokenPromise() {
        assertThat(outcome(GOOD, GOOD, Set.of("open"), Optional.of(Duration.ofMillis(5_010)), 0)
                        .broken(PROMISE))
                .containsExactly("recovery 5.01 s, must be at most 5.00 s");
    }

    @Test
    void theTableShowsEachFigureBesideWhatItMustBe() {
        List<String> table = Table.of(
                outcome(figures(0.5, 2_000), GOOD, Set.of("open"), Optional.of(Duration.ofMillis(800)), 0), PROMISE);
        assertThat(table).hasSize(8);
        assertThat(table.get(2)).contains("during", "50.0 %", "2.00 s", "open", "injections 42");
        assertThat(table.get(3)).contains("must be", "≥ 99.0 %", "≤ 1.00 s", "open", "≥ 1");
        assertThat(table.get(4)).contains("after", "100.0 %", "10 ms", "recovery 800 ms");
        assertThat(table.get(6)).contains("5 × HTTP 500 during, none after");
    }

    private static Outcome outcome(
            Figures during, Figures after, Set<String> breaker, Optional<Duration> recovery, int lost) {
        Act act = new Act("the pool is exhausted", "pool-full", "exhaustion pool orders-pool", "orders");
        return new Outcome(
                act, GOOD, during, after, Set.of("closed"), breaker, Set.of("closed"), 42, recovery, 7, lost);
    }

    private static Figures figures(double success, long p99) {
        Map<String, Long> failures = success < 1 ? Map.of("HTTP 500", 5L) : Map.of();
        return new Figures(100, success, Duration.ofMillis(5), Duration.ofMillis(p99), 0, failures);
    }
}
