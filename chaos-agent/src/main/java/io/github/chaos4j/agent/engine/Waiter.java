package io.github.chaos4j.agent.engine;

/** Something that waits on behalf of a fault: a thread, or a deferred call. Thread-safe. */
interface Waiter {

    /** The fault has ended: the real call goes on. */
    void release();

    /** A cancelling method of the client was called on the object; says whether this waited for it. */
    boolean cancel(Object key, String label);
}
