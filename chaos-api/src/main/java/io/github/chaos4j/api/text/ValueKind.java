package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Script;
import io.github.chaos4j.api.TextPattern;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What may stand as the value of a key. Numbers and booleans of JSON come as their text.
 *
 * @param <T> what it is read as
 */
@FunctionalInterface
public interface ValueKind<T> {

    ValueKind<Duration> DURATION = text -> {
        Duration duration = DurationText.read(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("is negative: write 0ms or more");
        }
        return duration;
    };

    ValueKind<Duration> POSITIVE_DURATION = text -> {
        Duration duration = DurationText.read(text);
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("is not above zero: write 250ms, 2s, 1m30s or PT2S");
        }
        return duration;
    };

    ValueKind<Double> RATE = RateText::read;

    ValueKind<Script> SCRIPT = ScriptText::read;

    /** Any text but an empty one. */
    ValueKind<String> NAME = text -> {
        if (text.isBlank()) {
            throw new IllegalArgumentException("is empty: write a name or leave the key out");
        }
        return text;
    };

    ValueKind<String> TEXT = text -> text;

    /** The value of a header: RFC 9110 section 5.5 allows no line ends. */
    ValueKind<String> HEADER = text -> {
        if (text.chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
            throw new IllegalArgumentException("has a control character: write it on one line");
        }
        return text;
    };

    ValueKind<String> PATTERN = text -> TextPattern.of(NAME.read(text)).toString();

    ValueKind<String> PATH = text -> TextPattern.path(NAME.read(text)).toString();

    /** {@code [A-Za-z0-9._-]{1,64}}. */
    ValueKind<String> ID = matching(
            "[A-Za-z0-9._-]{1,64}", "is not an id: write 1 to 64 letters, digits, dots, underscores and dashes");

    ValueKind<Boolean> BOOLEAN = word("a boolean", List.of(true, false));

    ValueKind<Long> SEED = text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);

    /**
     * Reads the value.
     *
     * @throws IllegalArgumentException whose message goes on after the value as a sentence: what is wrong with
     *     it and what to write
     */
    T read(String text);

    /** A whole number of at least min. */
    static ValueKind<Long> count(long min) {
        return text -> whole(text, min, Long.MAX_VALUE);
    }

    /** A whole number in that range, both ends included. */
    static ValueKind<Integer> number(int min, int max) {
        return text -> (int) whole(text, min, max);
    }

    /** A text in which the whole matches. */
    static ValueKind<String> matching(String regex, String otherwise) {
        Pattern pattern = Pattern.compile(regex);
        return text -> {
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException(otherwise);
            }
            return text;
        };
    }

    /**
     * One of these values, each written as its {@code toString}.
     *
     * @param what what it is not, if it is none: {@code kind of error of jdbc}
     */
    static <T> ValueKind<T> word(String what, List<T> values) {
        List<String> words = values.stream().map(Object::toString).toList();
        return text -> {
            int index = words.indexOf(text);
            if (index < 0) {
                Optional<String> meant = Suggestion.nearest(text, words);
                throw new IllegalArgumentException("is not "
                        + what
                        + meant.map(word -> ": did you mean " + word + "?").orElse(": write " + Suggestion.or(words)));
            }
            return values.get(index);
        };
    }

    /** One of these words. */
    static ValueKind<String> word(String what, String... words) {
        return word(what, Arrays.asList(words));
    }

    private static long whole(String text, long min, long max) {
        long number;
        try {
            number = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number" + range(min, max), e);
        }
        if (number < min || number > max) {
            throw new IllegalArgumentException("is out of range" + range(min, max));
        }
        return number;
    }

    private static String range(long min, long max) {
        if (min == Long.MIN_VALUE) {
            return ": write one such as 42";
        }
        return max == Long.MAX_VALUE || max == Integer.MAX_VALUE
                ? ": write " + min + " or more"
                : ": write " + min + " to " + max;
    }
}
