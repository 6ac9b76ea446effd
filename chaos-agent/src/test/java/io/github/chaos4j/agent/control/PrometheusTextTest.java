package io.github.chaos4j.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    @Test
    void everyCounterHasItsNameTypeAndLabels() {
        FakeEngine engine = new FakeEngine();
        engine.arm(List.of(Fault.hang()), Actor.JAVA);
        engine.counters.add(new FaultCounters("slow", "latency", "jdbc", "a\"b\\c\nd", 3, 7, 2, 1_500_000_000L, true));
        String labels = "{fault=\"slow\",type=\"latency\",target=\"jdbc\",service=\"a\\\"b\\\\c\\nd\"} ";
        assertThat(PrometheusText.of(engine).lines())
                .contains("# TYPE chaos_injections_total counter")
                .contains("chaos_injections_total" + labels + "3")
                .contains("# TYPE chaos_calls_matched_total counter")
                .contains("chaos_calls_matched_total" + labels + "7")
                .contains("# TYPE chaos_injected_delay_seconds summary")
                .contains("chaos_injected_delay_seconds_sum" + labels + "1.5")
                .contains("chaos_injected_delay_seconds_count" + labels + "2")
                .contains("# TYPE chaos_faults_armed gauge")
                .contains("chaos_faults_armed 1")
                .contains("# TYPE chaos_engine_errors_total counter")
                .contains("chaos_engine_errors_total 1");
    }

    @Test
    void everyLineIsOfTheTextFormat() {
        FakeEngine engine = new FakeEngine();
        engine.counters.add(new FaultCounters("auto", "error", "*", "", 1, 1, 0, 0, false));
        String text = PrometheusText.of(engine);
        assertThat(text).endsWith("\n");
        assertThat(text.lines())
                .allMatch(line -> line.matches("# (HELP|TYPE) [a-z_]+ .+")
                        || line.matches("[a-z_]+(\\{([a-z]+=\"([^\"\\\\]|\\\\.)*\",?)+})? [0-9.E+-]+"));
    }
}
