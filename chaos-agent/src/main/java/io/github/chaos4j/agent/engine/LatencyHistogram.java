package io.github.chaos4j.agent.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Latencies in buckets whose width is an eighth of their value's power of two: quantiles are at most 12.5 % too
 * high. Lock-free. HdrHistogram would be more exact, and another dependency in the agent.
 */
final class LatencyHistogram {
    private static final int SUB_BITS = 3;
    private static final int SUB = 1 << SUB_BITS;

    private final AtomicLongArray buckets = new AtomicLongArray((Long.SIZE - SUB_BITS) * SUB);
    private final AtomicLong max = new AtomicLong();

    void record(long nanos) {
        long value = Math.max(0, nanos);
        buckets.incrementAndGet(bucket(value));
        max.accumulateAndGet(value, Math::max);
    }

    long max() {
        return max.get();
    }

    /** The upper edge of the bucket in which the quantile lies, and never more than the maximum. */
    long quantile(double share) {
        long total = 0;
        for (int i = 0; i < buckets.length(); i++) {
            total += buckets.get(i);
        }
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < buckets.length() && rank > 0; i++) {
            seen += buckets.get(i);
            if (seen >= rank) {
                return Math.min(upperEdge(i), max());
            }
        }
        return 0;
    }

    static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
        int sub = (int) (value >>> (exponent - SUB_BITS)) & (SUB - 1);
        return (exponent - SUB_BITS + 1) * SUB + sub;
    }

    static long upperEdge(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int exponent = bucket / SUB + SUB_BITS - 1;
        long width = 1L << (exponent - SUB_BITS);
        return (SUB + bucket % SUB) * width + width - 1;
    }
}
