package io.github.chaos4j.sidecar.output;

import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A fault as an agent tells it, on one line. Unlike {@code FaultText} it prints keys that this version does not know,
 * so that status works with a newer agent.
 */
public final class ShortForm {
    private static final Set<String> LEADING = Set.of("id", "type", "target", "service");
    private static final Set<String> STATE =
            Set.of("state", "end", "armedAt", "remaining", "matched", "injected", "lastMiss", "active", "by");

    private ShortForm() {}

    public static String of(Fields fault) {
        StringJoiner line = new StringJoiner(" ");
        fault.find("type").ifPresent(line::add);
        fault.find("target").ifPresent(line::add);
        fault.find("service").map(ShortForm::quoted).ifPresent(line::add);
        fault.map().forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value instanceof Map<?, ?> nested) {
                String prefix = name.equals("headers") ? "header." : name + ".";
                nested.forEach((inner, wanted) -> line.add(prefix + inner + "=" + quoted(String.valueOf(wanted))));
            } else if (value != null && !LEADING.contains(name) && !STATE.contains(name)) {
                line.add(name + "=" + quoted(value.toString()));
            }
        });
        return line.toString();
    }

    private static String quoted(String value) {
        return value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)
                ? '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : value;
    }
}
