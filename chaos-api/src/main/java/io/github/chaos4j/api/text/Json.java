package io.github.chaos4j.api.text;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259) on one line. There is no reader here: YAML readers read JSON, and the API may not
 * have one.
 */
public final class Json {
    private Json() {}

    /**
     * The JSON of maps, iterables, arrays of objects, strings, numbers, booleans and null; anything else as the
     * string that its {@code toString} gives. Not for values that contain themselves. NaN and infinities, for
     * which JSON has no number, become null.
     */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    private static void append(@Nullable Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            appendNumber(number, out);
        } else if (value instanceof Map<?, ?> map) {
            appendObject(map, out);
        } else if (value instanceof Iterable<?> list) {
            appendArray(list, out);
        } else if (value instanceof Object[] array) {
            appendArray(Arrays.asList(array), out);
        } else {
            appendString(value.toString(), out);
        }
    }

    private static void appendNumber(Number number, StringBuilder out) {
        boolean finite =
                !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
        out.append(finite ? number.toString() : "null");
    }

    private static void appendObject(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator);
            appendString(String.valueOf(entry.getKey()), out);
            out.append(':');
            append(entry.getValue(), out);
            separator = ",";
        }
        out.append('}');
    }

    private static void appendArray(Iterable<?> list, StringBuilder out) {
        out.append('[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            append(element, out);
            separator = ",";
        }
        out.append(']');
    }

    private static void appendString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> appendCharacter(text, i, c, out);
            }
        }
        out.append('"');
    }

    /**
     * Escapes what RFC 8259 demands, the line ends of old JavaScript, and surrogates without their other half,
     * which UTF-8 cannot carry.
     */
    private static void appendCharacter(String text, int i, char c, StringBuilder out) {
        boolean lone = Character.isHighSurrogate(c)
                ? i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))
                : Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
        if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || lone) {
            out.append(String.format("\\u%04x", (int) c));
        } else {
            out.append(c);
        }
    }
}
