package io.github.chaos4j.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long an injected delay is.
 *
 * @param delay        the middle of the law, ≥ 0; see {@link Distribution}
 * @param jitter       the spread, or null for none
 * @param distribution the law, or null for {@link Distribution#UNIFORM}; needs a jitter
 * @param to           if given, {@code delay} moves linearly to this value over the fault's duration
 */
public record Delay(
        Duration delay,
        @Nullable Duration jitter,
        @Nullable Distribution distribution,
        @Nullable Duration to) {

    /** What a latency fault without {@code delay} adds. */
    public static final Duration DEFAULT = Duration.ofSeconds(5);

    public static Delay of(Duration delay) {
        return new Delay(delay, null, null, null);
    }

    /** The law in force. */
    public Distribution law() {
        return distribution == null ? Distribution.UNIFORM : distribution;
    }
}
