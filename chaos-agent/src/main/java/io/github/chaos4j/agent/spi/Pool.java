package io.github.chaos4j.agent.spi;

/** A connection pool of the application, as the thread that exhausts it sees it. Thread-safe. */
public interface Pool {

    Peer peer();

    /** The most connections it will ever hand out at a time; read anew each time, it may be changed. */
    int maximum();

    /** Borrows like the application does, waiting at most the pool's own timeout; bypasses all faults. */
    Object borrow() throws Exception;

    /** Gives a borrowed connection back, unused. */
    void giveBack(Object borrowed) throws Exception;

    /** Whether the server has not closed it meanwhile. May do I/O. */
    boolean isAlive(Object borrowed);

    /** Drops a dead one, so that the pool may replace it. */
    void discard(Object borrowed) throws Exception;

    boolean isClosed();
}
