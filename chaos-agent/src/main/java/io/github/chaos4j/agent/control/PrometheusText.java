package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.api.FaultCounters;
import java.util.List;
import java.util.function.ToLongFunction;

/** The counters in the text exposition format 0.0.4, under the names that Micrometer gives them in Prometheus. */
public final class PrometheusText {
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder out = new StringBuilder(1024);

    private PrometheusText() {}

    public static String of(EngineControl engine) {
        PrometheusText text = new PrometheusText();
        List<FaultCounters> counters = engine.counters();
        text.family("chaos_injections_total", "counter", "Calls that suffered a fault.");
        text.samples("chaos_injections_total", counters, FaultCounters::injections);
        text.family("chaos_calls_matched_total", "counter", "Calls that matched the target of a fault.");
        text.samples("chaos_calls_matched_total", counters, FaultCounters::matched);
        text.family("chaos_injected_delay_seconds", "summary", "How long calls were made to wait.");
        for (FaultCounters one : counters) {
            text.sample("chaos_injected_delay_seconds_sum", one, Double.toString(one.delayNanos() / 1e9));
            text.sample("chaos_injected_delay_seconds_count", one, Long.toString(one.delays()));
        }
        text.family("chaos_faults_armed", "gauge", "Faults that have not ended.");
        text.line("chaos_faults_armed", "", Integer.toString(engine.armed().size()));
        text.family("chaos_engine_errors_total", "counter", "Failures of the agent itself; the calls passed.");
        text.line("chaos_engine_errors_total", "", Long.toString(engine.engineErrors()));
        return text.out.toString();
    }

    private void family(String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void samples(String name, List<FaultCounters> counters, ToLongFunction<FaultCounters> value) {
        for (FaultCounters one : counters) {
            sample(name, one, Long.toString(value.applyAsLong(one)));
        }
    }

    private void sample(String name, FaultCounters one, String value) {
        String labels = "{fault=\"" + escaped(one.fault()) + "\",type=\"" + escaped(one.type()) + "\",target=\""
                + escaped(one.target()) + "\",service=\"" + escaped(one.service()) + "\"}";
        line(name, labels, value);
    }

    private void line(String name, String labels, String value) {
        out.append(name).append(labels).append(' ').append(value).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
