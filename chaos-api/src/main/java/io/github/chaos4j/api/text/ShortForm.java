package io.github.chaos4j.api.text;

import io.github.chaos4j.api.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The syntax of {@code type target [service] (key=value)*}. A word or a value with spaces stands in double
 * quotes; inside them {@code \"}, {@code \\}, {@code \n}, {@code \r} and {@code \t} are a quote, a backslash
 * and the control characters, and any other backslash is itself. A quote elsewhere than at the start of a word
 * or value is itself, so {@code body={"a":1}} needs none.
 */
public final class ShortForm {
    private static final List<String> POSITIONS = List.of("type", "target", "service");

    private ShortForm() {}

    /** The keys and values of the line in their order; adds what is wrong with its syntax to the errors. */
    static Map<String, String> read(String line, List<FieldError> errors) {
        Map<String, Object> fields = new LinkedHashMap<>();
        boolean keysBegun = false;
        int position = 0;
        Tokens tokens = new Tokens(line, errors);
        for (Tokens.Token token = tokens.next(); token != null; token = tokens.next()) {
            String key = token.key();
            keysBegun |= key != null;
            if (key == null) {
                if (keysBegun || position == POSITIONS.size()) {
                    errors.add(FieldValues.error(
                            "fault",
                            token.value(),
                            "stands alone: write key=value, and put a value with spaces in double quotes"));
                    continue;
                }
                key = POSITIONS.get(position++);
            }
            if (fields.putIfAbsent(key, token.value()) != null) {
                errors.add(FieldValues.error(key, token.value(), "is given twice: write it once"));
            }
        }
        return Flattening.of(fields, errors);
    }

    /** The words of a line without keys. */
    static List<String> words(String line, List<FieldError> errors) {
        List<String> words = new ArrayList<>();
        Tokens tokens = new Tokens(line, errors);
        for (Tokens.Token token = tokens.next(); token != null; token = tokens.next()) {
            words.add(token.key() == null ? token.value() : token.key() + "=" + token.value());
        }
        return words;
    }

    /** The line that reads back as these keys (those of the short form) and values. */
    public static String print(Map<String, ?> fields) {
        StringBuilder line = new StringBuilder();
        for (String position : POSITIONS) {
            Object word = fields.get(position);
            if (word != null) {
                line.append(line.isEmpty() ? "" : " ").append(quoteWord(word.toString()));
            }
        }
        fields.forEach((key, value) -> {
            if (!POSITIONS.contains(key)) {
                line.append(line.isEmpty() ? "" : " ").append(key).append('=').append(quote(value.toString()));
            }
        });
        return line.toString();
    }

    private static String quoteWord(String word) {
        return word.indexOf('=') >= 0 ? inQuotes(word) : quote(word);
    }

    private static String quote(String value) {
        boolean plain = !value.isEmpty()
                && value.charAt(0) != '"'
                && value.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        return plain ? value : inQuotes(value);
    }

    private static String inQuotes(String value) {
        return '"'
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
