package io.github.chaos4j.api.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them, {@code 250ms}, {@code 2s}, {@code 1m30s}, {@code 1h}, or in ISO 8601, {@code PT2S}. */
public final class DurationText {
    private static final Pattern PARTS =
            Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,12})s)?(?:(\\d{1,15})ms)?");

    /** Longer ones do not fit the nanosecond clocks that durations are measured with. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private DurationText() {}

    /**
     * Reads a duration, which may be negative or zero in ISO 8601.
     *
     * @throws IllegalArgumentException whose message goes on after the value: {@code is not a duration: …}
     */
    public static Duration read(String text) {
        Duration duration = text.startsWith("P") || text.startsWith("-P") ? iso(text) : parts(text);
        if (duration.abs().compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is longer than " + LONGEST.toDays() + " days: write a shorter one");
        }
        return duration;
    }

    /** The shortest spelling that reads back as the same duration. */
    public static String print(Duration duration) {
        if (duration.isNegative() || !duration.truncatedTo(ChronoUnit.MILLIS).equals(duration)) {
            return duration.toString();
        }
        if (duration.isZero()) {
            return "0ms";
        }
        if (duration.compareTo(Duration.ofSeconds(10)) < 0 && duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        return part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s")
                + part(duration.toMillisPart(), "ms");
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw notADuration();
        }
    }

    private static Duration parts(String text) {
        Matcher matcher = PARTS.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw notADuration();
        }
        return Duration.ofHours(count(matcher.group(1)))
                .plusMinutes(count(matcher.group(2)))
                .plusSeconds(count(matcher.group(3)))
                .plusMillis(count(matcher.group(4)));
    }

    private static long count(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static IllegalArgumentException notADuration() {
        return new IllegalArgumentException("is not a duration: write 250ms, 2s, 1m30s or PT2S");
    }
}
