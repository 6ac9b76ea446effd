package io.github.chaos4j.sidecar.output;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as agents write them, {@code 1m30s}, {@code 250ms} or {@code PT2S}, in order to show when they are over. */
public final class Durations {
    private static final Pattern MILLIS = Pattern.compile("(\\d+)ms$");

    private Durations() {}

    /** Empty if it is none. */
    public static Optional<Duration> parse(String text) {
        String iso = text;
        if (!text.startsWith("P")) {
            var millis = MILLIS.matcher(text);
            long tail = millis.find() ? Long.parseLong(millis.group(1)) : 0;
            String rest = millis.replaceFirst("");
            return rest.isEmpty()
                    ? Optional.of(Duration.ofMillis(tail)).filter(any -> !text.isEmpty())
                    : parse("PT" + rest.toUpperCase(Locale.ROOT)).map(whole -> whole.plusMillis(tail));
        }
        try {
            return Optional.of(Duration.parse(iso));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
