package io.github.chaos4j.api;

import java.util.concurrent.TimeUnit;

/**
 * The time by which injected delays of one scope pass. The real one sleeps; a virtual one moves on at once.
 * Implementations must be thread-safe.
 */
public interface ScopeClock {

    /** Monotonic time in nanoseconds, of arbitrary origin. */
    long nanos();

    /** Whether {@link #elapse} moves time instead of the agent waiting for it. */
    boolean isVirtual();

    /** Lets so much time pass; called only on a virtual clock. */
    void elapse(long time, TimeUnit unit);

    /** The clock of the JVM. */
    static ScopeClock real() {
        return RealClock.INSTANCE;
    }
}
