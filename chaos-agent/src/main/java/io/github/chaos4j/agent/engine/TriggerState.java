package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.Trigger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which matching calls are hit: after → script or every → rate → max. Lock-free; the decision
 * depends on the number of the match alone, but for max.
 */
final class TriggerState {
    private final Trigger trigger;
    private final long seed;
    private final AtomicLong matched = new AtomicLong();
    private final AtomicLong reserved = new AtomicLong();
    private volatile double rate;

    TriggerState(Trigger trigger, long seed) {
        this.trigger = trigger;
        this.seed = seed;
        this.rate = trigger.rate();
    }

    /** Counts a match and gives it its number, from 0. */
    long nextMatch() {
        return matched.getAndIncrement();
    }

    /** Whether the match is hit; if so, one of max is reserved: see {@link #giveBack}. */
    boolean fires(long match) {
        return match >= trigger.after() && isInPattern(match - trigger.after()) && isDrawn(match) && reserve();
    }

    /** The fault fired but another one had its way. */
    void giveBack() {
        reserved.decrementAndGet();
    }

    boolean isUsedUp() {
        return trigger.max() != null && reserved.get() >= trigger.max();
    }

    long matched() {
        return matched.get();
    }

    long seed() {
        return seed;
    }

    double rate() {
        return rate;
    }

    void rate(double newRate) {
        rate = newRate;
    }

    private boolean isInPattern(long n) {
        if (trigger.script() != null) {
            return trigger.script().hits(n);
        }
        return trigger.every() == null || (n + 1) % trigger.every() == 0;
    }

    private boolean isDrawn(long match) {
        double share = rate;
        return share >= 1 || SplitMix64.uniform(seed, match) < share;
    }

    private boolean reserve() {
        if (trigger.max() == null) {
            return true;
        }
        while (true) {
            long taken = reserved.get();
            if (taken >= trigger.max()) {
                return false;
            }
            if (reserved.compareAndSet(taken, taken + 1)) {
                return true;
            }
        }
    }
}
