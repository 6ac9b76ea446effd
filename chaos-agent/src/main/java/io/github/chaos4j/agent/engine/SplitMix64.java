package io.github.chaos4j.agent.engine;

/**
 * SplitMix64 as a hash of (seed, n): the n-th output of the generator of that seed, without state, so that
 * decisions are lock-free and replayable. Steele, Lea, Flood: Fast Splittable Pseudorandom Number
 * Generators, OOPSLA 2014.
 */
final class SplitMix64 {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private SplitMix64() {}

    static long hash(long seed, long n) {
        long z = seed + (n + 1) * GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Uniform in [0, 1). */
    static double uniform(long seed, long n) {
        return (hash(seed, n) >>> 11) * UNIT;
    }
}
