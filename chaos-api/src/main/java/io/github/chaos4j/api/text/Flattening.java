package io.github.chaos4j.api.text;

import io.github.chaos4j.api.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns an object as a JSON or YAML reader hands it over into keys of the short form and texts. */
final class Flattening {
    private final Map<String, String> flat = new LinkedHashMap<>();
    private final List<FieldError> errors;

    private Flattening(List<FieldError> errors) {
        this.errors = errors;
    }

    /** A null value is as good as none. Values that contain themselves, which YAML can say, are refused. */
    static Map<String, String> of(Map<?, ?> fields, List<FieldError> errors) {
        Flattening flattening = new Flattening(errors);
        fields.forEach((key, value) -> flattening.add(String.valueOf(key), value));
        return flattening.flat;
    }

    private void add(String key, @Nullable Object value) {
        String prefix = switch (key) {
            case "match" -> "match.";
            case "match.header" -> "match.header.";
            case "headers" -> "header.";
            default -> "";
        };
        if (value instanceof Map<?, ?> map && !prefix.isEmpty()) {
            map.forEach((name, nested) -> add(prefix + name, nested));
        } else if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            put(key, prefix, value.toString());
        } else if (value != null) {
            String what =
                    value instanceof Map ? "an object" : value instanceof Iterable ? "a list" : "a " + typeOf(value);
            errors.add(FieldValues.error(key, null, "is " + what + ": write a text, a number or a boolean"));
        }
    }

    private void put(String key, String prefix, String text) {
        if (!prefix.isEmpty()) {
            errors.add(FieldValues.error(
                    key,
                    text,
                    "is not an object: write " + prefix + "<name>=<value>, in JSON \""
                            + prefix.substring(0, prefix.length() - 1) + "\": {\"<name>\": \"<value>\"}"));
        } else if (isTwice(key)) {
            errors.add(FieldValues.error(key, text, "is given twice: write it once"));
        } else {
            flat.put(key, text);
        }
    }

    /** Names of headers are the same in either case. */
    private boolean isTwice(String key) {
        return flat.containsKey(key)
                || (key.startsWith("header.") && flat.keySet().stream().anyMatch(key::equalsIgnoreCase));
    }

    private static String typeOf(Object value) {
        return value.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
