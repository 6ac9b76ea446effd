package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Lease;
import io.github.chaos4j.api.Trigger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a fault as keys of the short form and values. Leaves out what is absent, and most defaults. */
final class FaultWriter {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    private FaultWriter() {}

    static Map<String, Object> flat(Fault fault) {
        FaultWriter writer = new FaultWriter();
        writer.add("id", fault.id());
        writer.add("type", fault.type().word());
        writer.add("target", fault.target().kind().word());
        writer.add("service", fault.target().service());
        fault.target().match().forEach((key, pattern) -> writer.add("match." + key, pattern));
        writer.effect(fault.effect());
        writer.trigger(fault.trigger());
        writer.add("duration", fault.duration());
        writer.lease(fault.lease());
        writer.add("mark", fault.mark() ? true : null);
        return writer.fields;
    }

    /** As a JSON object: {@code match} and {@code headers} are objects of their own. */
    static Map<String, Object> nested(Fault fault) {
        Map<String, Object> nested = new LinkedHashMap<>();
        flat(fault).forEach((key, value) -> {
            if (key.startsWith("match.")) {
                inner(nested, "match").put(key.substring("match.".length()), value);
            } else if (key.startsWith("header.")) {
                inner(nested, "headers").put(key.substring("header.".length()), value);
            } else {
                nested.put(key, value);
            }
        });
        return nested;
    }

    @SuppressWarnings("unchecked") // both keys get maps of this kind alone
    private static Map<String, Object> inner(Map<String, Object> outer, String key) {
        return (Map<String, Object>) outer.computeIfAbsent(key, any -> new TreeMap<String, Object>());
    }

    private void effect(Effect effect) {
        if (effect instanceof Effect.Latency latency) {
            delay(latency.delay());
        } else if (effect instanceof Effect.Failure failure) {
            add("kind", failure.exception() == null ? failure.kind() : FaultKeys.CUSTOM);
            add("status", failure.status());
            add("delay", failure.delay());
        } else if (effect instanceof Effect.Response response) {
            add("status", response.status());
            response.headers().forEach((name, value) -> add("header." + name, value));
            add("body", response.body());
            delay(response.delay());
        } else if (effect instanceof Effect.Exhaustion exhaustion) {
            add("leave", exhaustion.leave());
            add("mode", exhaustion.mode());
        }
    }

    private void delay(@Nullable Delay delay) {
        if (delay != null) {
            add("delay", delay.delay());
            add("jitter", delay.jitter());
            add("distribution", delay.distribution());
            add("to", delay.to());
        }
    }

    private void trigger(Trigger trigger) {
        add("rate", trigger.rate() == 1 ? null : trigger.rate());
        add("every", trigger.every());
        add("after", trigger.after() == 0 ? null : trigger.after());
        add("max", trigger.max());
        add("script", trigger.script());
        add("seed", trigger.seed());
    }

    private void lease(@Nullable Lease lease) {
        if (lease != null) {
            add("lease", lease.time());
            add("owner", lease.owner());
        }
    }

    private void add(String key, @Nullable Object value) {
        if (value instanceof Duration duration) {
            fields.put(key, DurationText.print(duration));
        } else if (value instanceof Number || value instanceof Boolean) {
            fields.put(key, value);
        } else if (value != null) {
            fields.put(key, value.toString());
        }
    }
}
