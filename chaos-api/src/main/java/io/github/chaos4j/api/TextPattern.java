package io.github.chaos4j.api;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the text form says which names it means: a glob ({@code *} any run, {@code \*} a literal star, all else
 * literal), or {@code regex:} and a regular expression of up to 200 characters. Case-insensitive. Immutable and
 * thread-safe.
 */
public final class TextPattern {
    private static final String REGEX = "regex:";
    private static final char STAR = '*';
    /** Stand for a star and a whole segment among the literals; noncharacters of Unicode, so no text has them. */
    private static final char ANY_RUN = '\uFFFF';

    private static final char SEGMENT = '\uFFFE';

    private final String text;
    private final char[] glob;
    private final @Nullable Pattern regex;

    private TextPattern(String text, boolean path) {
        this.text = text;
        this.regex = text.startsWith(REGEX) ? BoundedRegex.compile(text, REGEX.length()) : null;
        this.glob = regex == null ? compile(text, path) : new char[0];
    }

    /** @throws IllegalArgumentException if it is a regular expression that is wrong or too long, with the remedy */
    public static TextPattern of(String text) {
        return new TextPattern(text, false);
    }

    /**
     * A pattern of paths: {@code {}} between slashes is exactly one segment that is not empty.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static TextPattern path(String text) {
        return new TextPattern(text, true);
    }

    /**
     * Whether the whole of the input matches. A glob allocates nothing and takes at most the product of both
     * lengths. A regular expression is shown the first 4,096 characters; past its budget of steps nothing matches.
     */
    public boolean matches(CharSequence input) {
        return regex == null ? globMatches(input) : BoundedRegex.matches(regex, input);
    }

    /** How many inputs were given up since the JVM started because a regular expression took too many steps. */
    public static long overruns() {
        return BoundedRegex.overruns();
    }

    @Override
    public String toString() {
        return text;
    }

    private static char[] compile(String text, boolean path) {
        char[] glob = new char[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == STAR) {
                glob[length++] = text.charAt(++i);
            } else if (path && isSegment(text, i)) {
                glob[length++] = SEGMENT;
                i++;
            } else if (c != STAR) {
                glob[length++] = fold(c);
            } else if (length == 0 || glob[length - 1] != ANY_RUN) {
                glob[length++] = ANY_RUN;
            }
        }
        return Arrays.copyOf(glob, length);
    }

    private static boolean isSegment(String text, int i) {
        return text.startsWith("{}", i)
                && (i == 0 || text.charAt(i - 1) == '/')
                && (i + 2 == text.length() || text.charAt(i + 2) == '/');
    }

    /**
     * Goes back to the latest star alone: what stands between two stars matches best where it matches first,
     * because a segment, too, ends no earlier when it starts later.
     */
    private boolean globMatches(CharSequence input) {
        int at = 0;
        int next = 0;
        int starNext = -1;
        int starAt = 0;
        while (at < input.length() || next < glob.length) {
            int end = next < glob.length ? step(glob[next], input, at) : -1;
            if (end >= 0) {
                if (glob[next] == ANY_RUN) {
                    starNext = next;
                    starAt = at;
                }
                next++;
                at = end;
            } else if (starNext >= 0 && starAt < input.length()) {
                next = starNext + 1;
                at = ++starAt;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Where the input goes on after this element of the glob; -1 if it does not match here. */
    private static int step(char element, CharSequence input, int at) {
        if (element == ANY_RUN) {
            return at;
        }
        if (element != SEGMENT) {
            return at < input.length() && fold(input.charAt(at)) == element ? at + 1 : -1;
        }
        int end = at;
        while (end < input.length() && input.charAt(end) != '/') {
            end++;
        }
        return end > at ? end : -1;
    }

    /** As {@link String#equalsIgnoreCase} compares. */
    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
