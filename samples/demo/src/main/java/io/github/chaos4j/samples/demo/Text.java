package io.github.chaos4j.samples.demo;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Text {
    private Text() {}

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    static String time(Duration time) {
        return time.toMillis() < 1_000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }
}
