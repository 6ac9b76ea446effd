package io.github.chaos4j.api.text;

import io.github.chaos4j.api.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a line of the short form into words and {@code key=value}s. */
final class Tokens {
    /** One of them; without key it is a word. */
    record Token(@Nullable String key, String value) {}

    private final String line;
    private final List<FieldError> errors;
    private int at;

    Tokens(String line, List<FieldError> errors) {
        this.line = line;
        this.errors = errors;
    }

    /** The next one; null at the end of the line. */
    @Nullable
    Token next() {
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        if (at == line.length()) {
            return null;
        }
        if (line.charAt(at) == '"') {
            return new Token(null, quoted());
        }
        int start = at;
        while (at < line.length() && line.charAt(at) != '=' && !Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        String word = line.substring(start, at);
        if (at == line.length() || line.charAt(at) != '=') {
            return new Token(null, word);
        }
        at++;
        return new Token(word, at < line.length() && line.charAt(at) == '"' ? quoted() : bare());
    }

    private String bare() {
        int start = at;
        while (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    private String quoted() {
        int start = at++;
        StringBuilder text = new StringBuilder();
        while (at < line.length() && line.charAt(at) != '"') {
            char c = line.charAt(at++);
            text.append(c == '\\' ? escaped() : c);
        }
        if (at == line.length()) {
            errors.add(FieldValues.error("fault", line.substring(start), "has no closing quote: end it with \""));
            return text.toString();
        }
        at++;
        if (at < line.length() && !Character.isWhitespace(line.charAt(at))) {
            errors.add(FieldValues.error(
                    "fault",
                    line.substring(start),
                    "goes on after its closing quote: write \\\" for a quote inside, and a space after the last"));
            bare();
        }
        return text.toString();
    }

    /** After a backslash. One before anything else stays: patterns have backslashes of their own. */
    private char escaped() {
        char c = at < line.length() ? line.charAt(at) : ' ';
        int index = "\"\\nrt".indexOf(c);
        if (index < 0) {
            return '\\';
        }
        at++;
        return "\"\\\n\r\t".charAt(index);
    }
}
