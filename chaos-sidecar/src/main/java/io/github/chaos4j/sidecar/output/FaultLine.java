package io.github.chaos4j.sidecar.output;

import io.github.chaos4j.api.text.ShortForm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A fault as an agent tells it, on one line. Unlike {@code FaultText} it prints keys that this version does not know,
 * so that status works with a newer agent.
 */
public final class FaultLine {
    private static final Set<String> STATE =
            Set.of("id", "state", "end", "armedAt", "remaining", "matched", "injected", "lastMiss");

    private FaultLine() {}

    public static String of(Fields fault) {
        Map<String, Object> flat = new LinkedHashMap<>();
        fault.map().forEach((key, value) -> {
            String name = String.valueOf(key);
            if (value instanceof Map<?, ?> nested) {
                String prefix = name.equals("headers") ? "header." : name + ".";
                nested.forEach((inner, wanted) -> flat.put(prefix + inner, String.valueOf(wanted)));
            } else if (value != null && !STATE.contains(name)) {
                flat.put(name, value);
            }
        });
        return ShortForm.print(flat);
    }
}
