package io.github.chaos4j.benchmarks;

import java.util.Arrays;

/** A few measurements of the same thing. */
final class Samples {
    private final double[] values;

    Samples(double... values) {
        this.values = values.clone();
    }

    double median() {
        double[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double quantile(double share) {
        double[] sorted = sorted();
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    private double[] sorted() {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
