package io.github.chaos4j.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A fault that was armed, and stays readable after its end. Closing it disarms it. Thread-safe.
 */
public interface ArmedFault extends AutoCloseable {

    /** Where a fault is in its life. */
    enum State {
        /** What it is aimed at has not been seen yet. */
        WAITING,
        ACTIVE,
        PAUSED,
        ENDED;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Why a fault ended. */
    enum End {
        EXPIRED,
        DISARMED,
        STOPPED,
        LEASE,
        MAX,
        GATE,
        REPLACED,
        UNINSTALLED,
        SHUTDOWN;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    String id();

    /** As armed: with id, seed and every default filled in. */
    Fault fault();

    State state();

    /** Why it ended; empty while it has not. */
    Optional<End> end();

    Instant armedAt();

    /** The time left until the duration or the lease ends it; zero once it has ended. */
    Duration remaining();

    /** How many calls matched its target while it was active. */
    long matched();

    /** How many calls suffered it. */
    long injected();

    /** The latest call of the right operation that did not match, and why; empty if there was none. */
    Optional<String> lastMiss();

    /** Counts nothing and hits nothing until {@link #resume}; waiting calls go on, held connections go back. */
    void pause();

    void resume();

    /** Changes the rate, 0 &lt; rate ≤ 1. */
    void rate(double rate);

    /** Sets the time left anew. */
    void remaining(Duration duration);

    /** Disarms; without effect once it has ended. */
    @Override
    void close();
}
