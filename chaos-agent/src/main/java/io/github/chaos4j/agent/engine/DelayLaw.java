package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.Delay;
import java.time.Duration;

/** Draws delays, in nanoseconds. Immutable. */
final class DelayLaw {
    /** Keeps the draws for the delay apart from the draw that decides whether the call is hit. */
    private static final long DELAY_STREAM = 0x5DEECE66DL;

    /** Lomax with this shape has a finite variance; its mean is scale / (shape − 1). */
    private static final double PARETO_SHAPE = 3;

    private static final int CAP = 10;

    private final Delay delay;
    private final double jitter;
    private final long rampNanos;

    DelayLaw(Delay delay, Duration duration) {
        this.delay = delay;
        this.jitter = delay.jitter() == null ? 0 : nanos(delay.jitter());
        this.rampNanos = delay.to() == null ? 0 : nanos(duration);
    }

    /** The delay of the n-th match, so long after arming. */
    long draw(long seed, long n, long sinceArmedNanos) {
        double middle = middle(sinceArmedNanos);
        if (jitter == 0) {
            return (long) middle;
        }
        double first = SplitMix64.uniform(seed ^ DELAY_STREAM, 2 * n);
        double second = SplitMix64.uniform(seed ^ DELAY_STREAM, 2 * n + 1);
        double drawn = spread(middle, first, second);
        return (long) Math.max(0, Math.min(drawn, CAP * (middle + jitter)));
    }

    private double middle(long sinceArmedNanos) {
        double from = nanos(delay.delay());
        if (delay.to() == null) {
            return from;
        }
        double share = Math.min(1, Math.max(0, (double) sinceArmedNanos / rampNanos));
        return from + share * (nanos(delay.to()) - from);
    }

    private double spread(double d, double u, double v) {
        return switch (delay.law()) {
            case UNIFORM -> d - jitter + 2 * jitter * u;
            case NORMAL -> d + jitter * gaussian(u, v);
            case EXPONENTIAL -> d - jitter * Math.log1p(-u);
            case LOGNORMAL -> d * Math.exp(Math.log1p(jitter / Math.max(d, 1)) * gaussian(u, v));
            case PARETO -> d + jitter * (PARETO_SHAPE - 1) * (Math.pow(1 - u, -1 / PARETO_SHAPE) - 1);
        };
    }

    /** Box–Muller. */
    private static double gaussian(double u, double v) {
        return Math.sqrt(-2 * Math.log1p(-u)) * Math.cos(2 * Math.PI * v);
    }

    private static long nanos(Duration duration) {
        return Nanos.of(duration);
    }
}
