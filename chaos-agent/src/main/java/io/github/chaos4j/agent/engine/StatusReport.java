package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.text.DurationText;
import io.github.chaos4j.api.text.FaultText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code GET /chaos} and its relatives say, as maps fit for JSON. */
public final class StatusReport {
    private StatusReport() {}

    /** The input keys of the fault and what has become of it. */
    public static Map<String, Object> of(ArmedFault fault) {
        Map<String, Object> fields = new LinkedHashMap<>(FaultText.toFields(fault.fault()));
        fields.put("state", fault.state().word());
        fault.end().ifPresent(why -> fields.put("end", why.word()));
        fields.put("armedAt", fault.armedAt().toString());
        fields.put(
                "remaining",
                DurationText.print(Duration.ofMillis(fault.remaining().toMillis())));
        fields.put("matched", fault.matched());
        fields.put("injected", fault.injected());
        fault.lastMiss().ifPresent(miss -> fields.put("lastMiss", miss));
        return fields;
    }

    public static Map<String, Object> of(EngineControl.ClientStatus client) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", client.name());
        fields.put("woven", client.woven());
        fields.put("adapter", client.adapter());
        fields.put("reason", client.reason());
        return fields;
    }

    /** The whole, with what the agent says of itself in front. */
    public static Map<String, Object> of(EngineControl engine, Map<String, Object> about, String refusal) {
        Map<String, Object> gate = new LinkedHashMap<>();
        gate.put("open", refusal.isEmpty());
        gate.put("reason", refusal);
        Map<String, Object> fields = new LinkedHashMap<>(about);
        fields.put("gate", gate);
        fields.put("faults", engine.all().stream().map(StatusReport::of).toList());
        fields.put("clients", engine.clients().stream().map(StatusReport::of).toList());
        fields.put("warnings", List.copyOf(engine.warnings()));
        return fields;
    }
}
