package io.github.chaos4j.api;

import java.util.Arrays;
import java.util.Optional;

/**
 * The law by which an injected delay spreads around {@code delay} (d) by {@code jitter} (j). Every draw
 * is cut to [0, 10 × (d + j)].
 */
public enum Distribution {
    /** Evenly in [d − j, d + j]. */
    UNIFORM("uniform"),
    /** Mean d, standard deviation j, cut at 0. */
    NORMAL("normal"),
    /** d + Exp(mean j). */
    EXPONENTIAL("exponential"),
    /** Median d; σ = ln(1 + j / d), so that one σ above the median is d + j. */
    LOGNORMAL("lognormal"),
    /** d + Lomax(shape 3, mean j): a heavy tail. */
    PARETO("pareto");

    private final String word;

    Distribution(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<Distribution> of(String word) {
        return Arrays.stream(values()).filter(law -> law.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
