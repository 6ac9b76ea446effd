package io.github.chaos4j.agent.engine;

import java.time.Duration;

/** Durations as nanoseconds that may be added up without overflow. */
final class Nanos {
    /** About 146 years: half the range of a long. */
    static final long LONGEST = Long.MAX_VALUE / 2;

    private Nanos() {}

    static long of(Duration duration) {
        try {
            return Math.min(LONGEST, duration.toNanos());
        } catch (ArithmeticException beyondRange) {
            return LONGEST;
        }
    }
}
