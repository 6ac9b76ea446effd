package io.github.chaos4j.api;

import java.time.Duration;

/**
 * Holds calls until they are let go, so that a test can count them while they overlap. Made by {@link
 * Scope#gate}. Thread-safe.
 */
public interface Gate extends AutoCloseable {

    /** How many calls are held now. */
    int held();

    /**
     * Waits until at least n calls are held.
     *
     * @return false if the time passed first
     */
    boolean awaitHeld(int n, Duration timeout) throws InterruptedException;

    /** Lets the longest-held n calls go on; fewer if fewer are held. */
    void release(int n);

    /** Lets all calls go, those to come as well. */
    @Override
    void close();
}
