package io.github.chaos4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.RuntimeBinding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChaosMetricsTest {
    private static final FaultCounters SLOW =
            new FaultCounters("slow", "latency", "jdbc", "orders-db", 3, 10, 3, 600_000_000, true);
    private static final String SLOW_LABELS = "{fault=\"slow\",service=\"orders-db\",target=\"jdbc\",type=\"latency\"}";

    private final CountedRuntime engine = new CountedRuntime();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private long nanos;

    @BeforeEach
    void bind() {
        RuntimeBinding.bind(engine);
    }

    @AfterEach
    void unbind() {
        RuntimeBinding.bind(null);
    }

    @Test
    void prometheusShowsTheNamesOfTheContract() {
        engine.counters = List.of(SLOW);
        engine.engineErrors = 2;
        engine.armed = 1;
        metrics().bindTo(registry);

        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder(
                        "chaos_injections_total" + SLOW_LABELS + " 3.0",
                        "chaos_calls_matched_total" + SLOW_LABELS + " 10.0",
                        "chaos_injected_delay_seconds_sum" + SLOW_LABELS + " 0.6",
                        "chaos_injected_delay_seconds_count" + SLOW_LABELS + " 3",
                        "chaos_faults_armed 1.0",
                        "chaos_engine_errors_total 2.0");
    }

    @Test
    void faultsArmedAfterBindingAppear() {
        metrics().bindTo(registry);
        assertThat(registry.scrape()).doesNotContain("chaos_injections_total");

        engine.counters = List.of(SLOW);
        nanos += 15_000_000_000L;
        registry.scrape();
        nanos += 15_000_000_000L;
        assertThat(registry.scrape()).contains("chaos_injections_total" + SLOW_LABELS + " 3.0");
    }

    @Test
    void countersGoOnFromScrapeToScrapeAndStayWhenTheAgentLeaves() {
        engine.counters = List.of(SLOW);
        metrics().bindTo(registry);
        engine.counters =
                List.of(new FaultCounters("slow", "latency", "jdbc", "orders-db", 4, 12, 4, 800_000_000, false));
        nanos += 15_000_000_000L;
        assertThat(registry.scrape()).contains("chaos_injections_total" + SLOW_LABELS + " 4.0");

        RuntimeBinding.bind(null);
        nanos += 15_000_000_000L;
        assertThat(registry.scrape())
                .contains("chaos_injections_total" + SLOW_LABELS + " 4.0", "chaos_faults_armed 0.0");
    }

    @Test
    void aScrapeReadsTheCountersOnceAtMostTwice() {
        engine.counters = List.of(SLOW, new FaultCounters("auto", "error", "*", "", 1, 1, 0, 0, true));
        metrics().bindTo(registry);
        engine.readings = 0;
        nanos += 15_000_000_000L;
        registry.scrape();
        assertThat(engine.readings).isBetween(1, 2);
    }

    @Test
    void metersOutliveTheBinderAndItsGarbage() {
        engine.counters = List.of(SLOW);
        SimpleMeterRegistry simple = new SimpleMeterRegistry();
        metrics().bindTo(simple);
        System.gc();
        assertThat(simple.get("chaos.injections")
                        .tag("fault", "slow")
                        .functionCounter()
                        .count())
                .isEqualTo(3);
        assertThat(simple.get("chaos.engine.errors").functionCounter().count()).isZero();
    }

    @Test
    void withoutAnAgentThereAreZeroes() {
        RuntimeBinding.bind(null);
        metrics().bindTo(registry);
        assertThat(registry.scrape().lines().filter(line -> !line.startsWith("#")))
                .containsExactlyInAnyOrder("chaos_faults_armed 0.0", "chaos_engine_errors_total 0.0");
    }

    private ChaosMetrics metrics() {
        return new ChaosMetrics(() -> nanos);
    }
}
