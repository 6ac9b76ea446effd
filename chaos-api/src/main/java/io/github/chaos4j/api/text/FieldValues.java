package io.github.chaos4j.api.text;

import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one fault as a {@link KeyTable} has read them, and everything found wrong with them so far.
 * Not thread-safe.
 */
public final class FieldValues {
    private static final int SHOWN = 80;

    private final Map<String, String> texts;
    private final Map<String, Object> values = new HashMap<>();
    private final List<FieldError> errors;

    FieldValues(Map<String, String> texts, List<FieldError> errors) {
        this.texts = texts;
        this.errors = new ArrayList<>(errors);
    }

    /** Whether the input has this key, be its value readable or not. */
    public boolean isGiven(String key) {
        return texts.containsKey(key);
    }

    /** The value of the key; null if it is absent or could not be read. */
    public <T> @Nullable T get(String key, Class<T> type) {
        return type.cast(values.get(key));
    }

    /** The values of the keys that begin so, by the rest of the key. */
    public SortedMap<String, String> withPrefix(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value.toString());
            }
        });
        return found;
    }

    /**
     * Notes an error.
     *
     * @param why what is wrong and what to write, to go on after the key and its value
     */
    public void reject(String key, String why) {
        errors.add(error(key, texts.get(key), why));
    }

    /** At least one if anything is wrong: in the order of the input, then what several fields are wrong about. */
    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    /** @throws InvalidFaultException with all errors, if there are any */
    public void orThrow() {
        if (!errors.isEmpty()) {
            throw new InvalidFaultException(errors);
        }
    }

    void put(String key, Object value) {
        values.put(key, value);
    }

    Map<String, String> texts() {
        return texts;
    }

    /**
     * An error about a key and its value, which is null if it is absent. Both are shown in part, and the message
     * is one line whatever they hold: it goes to logs.
     */
    static FieldError error(String key, @Nullable String value, String why) {
        String shownKey = shorten(key.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
        if (value == null) {
            return new FieldError(shownKey, "", shownKey + " " + why);
        }
        String shown = shorten(value);
        return new FieldError(shownKey, shown, shownKey + " " + Json.write(shown) + " " + why);
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 1) + "…";
    }
}
