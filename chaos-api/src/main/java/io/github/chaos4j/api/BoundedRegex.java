package io.github.chaos4j.api;

import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions from outside, which must not stop the application: {@link Pattern} may take exponential
 * time. It reads its input through {@code charAt}, so counting there bounds its steps. What it can repeat without
 * reading, counted repetitions, is bounded when it is compiled.
 */
final class BoundedRegex {
    private static final int LONGEST = 200;
    private static final int LONGEST_INPUT = 4_096;
    private static final int STEPS = 100_000;
    private static final long MOST_REPETITIONS = 10_000;
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");
    private static final LongAdder OVERRUNS = new LongAdder();

    private BoundedRegex() {}

    static Pattern compile(String text, int prefix) {
        String regex = text.substring(prefix);
        if (regex.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "has a regular expression of more than 200 characters: write a shorter one");
        }
        Matcher repetition = REPETITION.matcher(regex);
        long product = 1;
        while (repetition.find()) {
            String last = repetition.group(2) == null || repetition.group(2).isEmpty()
                    ? repetition.group(1)
                    : repetition.group(2);
            product *= last.length() > 5 ? MOST_REPETITIONS + 1 : Math.max(1, Long.parseLong(last));
            if (product > MOST_REPETITIONS) {
                throw new IllegalArgumentException(
                        "repeats more than 10,000 times: write smaller numbers in braces, or * or +");
            }
        }
        try {
            return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "is not a regular expression: " + e.getDescription() + " at character " + Math.max(0, e.getIndex())
                            + ": correct it, or write a glob without regex:",
                    e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("nests too deep: write a simpler regular expression", e);
        }
    }

    static boolean matches(Pattern regex, CharSequence input) {
        try {
            return regex.matcher(new Counted(input)).matches();
        } catch (Overrun | StackOverflowError e) {
            OVERRUNS.increment();
            return false;
        }
    }

    static long overruns() {
        return OVERRUNS.sum();
    }

    private static final class Overrun extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overrun() {
            super("too many steps", null, false, false);
        }
    }

    private static final class Counted implements CharSequence {
        private final CharSequence input;
        private final int length;
        private int steps;

        Counted(CharSequence input) {
            this.input = input;
            this.length = Math.min(input.length(), LONGEST_INPUT);
        }

        @Override
        public char charAt(int index) {
            if (++steps > STEPS) {
                throw new Overrun();
            }
            return input.charAt(index);
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return input.subSequence(start, end);
        }

        @Override
        public String toString() {
            return input.subSequence(0, length).toString();
        }
    }
}
