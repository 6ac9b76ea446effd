package io.github.chaos4j.api;

/**
 * Hears the calls of a scope. Called on the thread that makes or completes the call: must be quick, must not
 * block, and what it throws is counted and dropped.
 */
public interface CallListener {

    /** A call was decided upon and begins. */
    default void started(Call call) {}

    /** A call has ended; for an asynchronous one, its future has. */
    default void ended(CallRecord call) {}
}
