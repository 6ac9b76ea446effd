package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.Actor;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Somebody changed something.
 *
 * @param event  {@code armed}, {@code changed}, {@code ended} or {@code gate}
 * @param fault  the id; empty if it concerns none
 * @param detail the short form, what changed, or why it ended
 */
public record ControlAction(Instant at, String event, String fault, String detail, Actor by) {

    /** For {@code GET /chaos/events}. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", at.toString());
        fields.put("event", event);
        if (!fault.isEmpty()) {
            fields.put("fault", fault);
        }
        fields.put("detail", detail);
        Map<String, Object> who = new LinkedHashMap<>();
        who.put("carrier", by.carrier());
        who.put("name", by.name());
        who.put("address", by.address());
        fields.put("by", who);
        return fields;
    }

    /** One line for people; what came from outside cannot break it. */
    String line() {
        StringBuilder line = new StringBuilder().append(at).append(" chaos4j ").append(event);
        if (!fault.isEmpty()) {
            line.append(' ').append(fault);
        }
        line.append(": ").append(detail).append("; by ").append(by.carrier());
        if (!by.name().isEmpty()) {
            line.append(' ').append(by.name());
        }
        if (!by.address().isEmpty()) {
            line.append(" from ").append(by.address());
        }
        return singleLine(line);
    }

    private static String singleLine(CharSequence text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '\ufffd' : c);
        }
        return line.toString();
    }
}
