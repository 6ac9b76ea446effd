package io.github.chaos4j.api.text;

import io.github.chaos4j.api.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What may be written about a fault: types, targets, and the keys that go with them. A new type is new rows.
 * Immutable, thread-safe.
 *
 * @param types   each type's word, with the words of the targets it goes with; none for all
 * @param targets the words of the targets
 * @param keys    the rows, without type and target themselves
 */
public record KeyTable(Map<String, Set<String>> types, List<String> targets, List<Key> keys) {
    private static final String TYPE = "type";
    private static final String TARGET = "target";

    /** Reads the fields of a JSON or YAML object; what is wrong stands in the result. */
    public FieldValues read(Map<?, ?> fields) {
        List<FieldError> errors = new ArrayList<>();
        return read(Flattening.of(fields, errors), errors);
    }

    /** Reads the short form; what is wrong stands in the result. */
    public FieldValues readLine(String shortForm) {
        List<FieldError> errors = new ArrayList<>();
        return read(ShortForm.read(shortForm, errors), errors);
    }

    private FieldValues read(Map<String, String> texts, List<FieldError> errors) {
        splitTarget(texts, errors);
        FieldValues values = new FieldValues(texts, errors);
        String type = word(values, TYPE, types.keySet());
        String target = word(values, TARGET, targets);
        if (type != null && target != null) {
            Set<String> fitting = types.getOrDefault(type, Set.of());
            if (!fitting.isEmpty() && !fitting.contains(target)) {
                values.reject(
                        TARGET, "does not go with type " + type + ": write " + Suggestion.or(List.copyOf(fitting)));
                target = null;
            }
        }
        for (String key : List.copyOf(texts.keySet())) {
            if (!key.equals(TYPE) && !key.equals(TARGET)) {
                read(values, key, type, target);
            }
        }
        return values;
    }

    /** {@code "target": "jdbc orders-db"} names the service too. */
    private static void splitTarget(Map<String, String> texts, List<FieldError> errors) {
        String target = texts.getOrDefault(TARGET, "").strip();
        int space = target.indexOf(' ');
        if (space < 0) {
            return;
        }
        List<String> words = ShortForm.words(target, errors);
        texts.put(TARGET, words.get(0));
        if (words.size() != 2 || texts.putIfAbsent("service", words.get(1)) != null) {
            errors.add(FieldValues.error(
                    TARGET, target, "names more than a target and one service: write the service once"));
        }
    }

    private static @Nullable String word(FieldValues values, String key, Collection<String> words) {
        String text = values.texts().get(key);
        List<String> known = List.copyOf(words);
        if (text == null) {
            values.reject(key, "is missing: write " + Suggestion.or(known));
            return null;
        }
        try {
            String word = ValueKind.word("a " + key, known).read(text);
            values.put(key, word);
            return word;
        } catch (IllegalArgumentException e) {
            values.reject(key, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** An unknown type or target lets every row pass, so that the values are still looked at. */
    private void read(FieldValues values, String key, @Nullable String type, @Nullable String target) {
        List<Key> rows = keys.stream().filter(row -> row.names(key)).toList();
        List<Key> ofType = rows.stream().filter(row -> row.goesWithType(type)).toList();
        List<Key> fitting =
                ofType.stream().filter(row -> row.goesWithTarget(target)).toList();
        if (rows.isEmpty()) {
            values.reject(key, unknown(key, type, target));
        } else if (ofType.isEmpty()) {
            values.reject(key, elsewhere(TYPE, type, rows.stream().map(Key::types)));
        } else if (fitting.isEmpty()) {
            values.reject(key, elsewhere(TARGET, target, ofType.stream().map(Key::targets)));
        } else if (fitting.stream().map(Key::kind).distinct().count() == 1) {
            read(values, key, fitting.get(0).kind());
        }
    }

    private static void read(FieldValues values, String key, ValueKind<?> kind) {
        try {
            values.put(key, kind.read(values.texts().getOrDefault(key, "")));
        } catch (IllegalArgumentException e) {
            values.reject(key, String.valueOf(e.getMessage()));
        }
    }

    private static String elsewhere(String what, @Nullable String word, Stream<Set<String>> others) {
        return "does not go with " + what + " " + word + ": leave it out, it goes with " + what + " "
                + Suggestion.or(others.flatMap(Set::stream).distinct().toList());
    }

    private String unknown(String key, @Nullable String type, @Nullable String target) {
        List<String> fitting = keys.stream()
                .filter(row -> row.goesWithType(type) && row.goesWithTarget(target))
                .map(Key::shown)
                .distinct()
                .toList();
        String keyOf = type == null ? "is no key" : "is no key of type " + type;
        return keyOf
                + meant(key, fitting)
                        .map(name -> ": did you mean " + name + "?")
                        .orElse(": write " + Suggestion.or(fitting));
    }

    private Optional<String> meant(String key, List<String> fitting) {
        if (fitting.contains("match." + key)) {
            return Optional.of("match." + key);
        }
        return Suggestion.nearest(key, fitting)
                .or(() -> Suggestion.nearest(key, keys.stream().map(Key::shown).toList()));
    }
}
