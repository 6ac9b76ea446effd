package io.github.chaos4j.benchmarks;

/**
 * One row of the table.
 *
 * @param what     what was measured
 * @param allowed  what it may cost
 * @param measured what it cost
 * @param noise    what the same costs against itself in this run
 * @param isKept   whether it is within what is allowed
 */
record Budget(String what, String allowed, String measured, String noise, boolean isKept) {
    @Override
    public String toString() {
        return String.format(
                "%-62s | %-26s | %-30s | %-24s | %s", what, allowed, measured, noise, isKept ? "kept" : "MISSED");
    }
}
