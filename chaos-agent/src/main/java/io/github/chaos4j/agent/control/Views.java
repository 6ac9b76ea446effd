package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.agent.engine.EngineControl.CallRow;
import io.github.chaos4j.agent.engine.EngineControl.Explanation;
import io.github.chaos4j.agent.engine.Injection;
import io.github.chaos4j.agent.engine.StatusReport;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.text.DurationText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the engine knows, as the fields that the control API answers. */
public final class Views {
    private static final String OBSERVE = "POST /chaos/faults with: observe * duration=30s";

    private Views() {}

    public static List<Map<String, Object>> faults(Collection<ArmedFault> faults) {
        return faults.stream().map(StatusReport::of).toList();
    }

    /** {@code GET /chaos/calls}. */
    public static Map<String, Object> calls(EngineControl engine) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (CallRow row : engine.calls()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("operation", row.operation());
            fields.put("services", row.services());
            fields.put("detail", row.detail());
            fields.put("count", row.count());
            fields.put("errors", row.errors());
            fields.put("p50", millis(row.p50()));
            fields.put("p99", millis(row.p99()));
            fields.put("max", millis(row.max()));
            rows.add(fields);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "observedFor",
                DurationText.print(Duration.ofSeconds(engine.observedFor().toSeconds())));
        answer.put("calls", rows);
        if (rows.isEmpty()) {
            answer.put("hint", "calls are recorded while something is armed; to record without effect " + OBSERVE);
        }
        return answer;
    }

    /** {@code 1.5ms}: latencies of calls need more than whole milliseconds. */
    private static String millis(long nanos) {
        return BigDecimal.valueOf(nanos / 1000, 3).stripTrailingZeros().toPlainString() + "ms";
    }

    /** {@code POST /chaos/explain}. */
    public static Map<String, Object> explanation(Explanation explanation) {
        List<Map<String, Object>> misses = new ArrayList<>();
        for (Explanation.Miss miss : explanation.misses()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("count", miss.count());
            fields.put("condition", miss.condition());
            fields.put("wanted", miss.wanted());
            fields.put("seen", miss.seen());
            misses.add(fields);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("hits", explanation.hits());
        answer.put("misses", misses);
        answer.put("hint", explanation.hint());
        return answer;
    }

    public static Map<String, Object> injection(Injection injection) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", injection.at().toString());
        fields.put("event", "injection");
        fields.put("fault", injection.fault());
        fields.put("type", injection.type().word());
        fields.put("target", injection.operation().kind().word());
        fields.put("operation", injection.operation().word());
        fields.put("services", injection.services());
        fields.put("delay", millis(injection.delayNanos()));
        fields.put("outcome", injection.outcome());
        fields.put("thread", injection.thread());
        return fields;
    }

    /** Injections and control actions together, the latest first. */
    public static List<Map<String, Object>> events(Control control) {
        record Dated(Instant at, Map<String, Object> fields) {}
        List<Dated> all = new ArrayList<>();
        control.engine().recent().forEach(one -> all.add(new Dated(one.at(), injection(one))));
        control.actions().recent().forEach(one -> all.add(new Dated(one.at(), one.fields())));
        all.sort(Comparator.comparing(Dated::at).reversed());
        return all.stream().map(Dated::fields).toList();
    }
}
