package io.github.chaos4j.api;

import org.jspecify.annotations.Nullable;

/**
 * Which of the matching calls a fault hits. The order within a fault is: after → script or every → rate →
 * max.
 *
 * @param rate   the share of the calls, 0 &lt; rate ≤ 1
 * @param every  hits the n-th, 2n-th … matching call, ≥ 1, or null for each
 * @param after  the number of matching calls skipped first, ≥ 0
 * @param max    the number of calls hit, ≥ 1, after which the fault ends, or null for no limit
 * @param script per call whether it is hit, or null; excludes every and rate
 * @param seed   makes the draw repeatable, or null for one made up at arming
 */
public record Trigger(
        double rate,
        @Nullable Long every,
        long after,
        @Nullable Long max,
        @Nullable Script script,
        @Nullable Long seed) {

    /** Every matching call. */
    public static final Trigger ALWAYS = new Trigger(1.0, null, 0, null, null, null);
}
