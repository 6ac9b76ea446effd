package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.Pool;
import io.github.chaos4j.api.Effect;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Really exhausts one pool for one fault: a thread of ours borrows one connection after the other like the
 * application does, never more than one waiting, until the pool has only {@code leave} left for others; tops up as
 * the application returns; replaces what the server has closed; and gives all back at the end. It takes nothing
 * that the application holds, so no transaction of its own is touched.
 */
final class PoolHold implements Runnable {
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Between borrows that fail: a pool that does not wait, or whose server is away, fails at once. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ActiveFault fault;
    private final Pool pool;
    private final int leave;
    private final EngineErrors errors;
    private final Thread thread;
    private final Deque<Object> held = new ArrayDeque<>();
    private volatile boolean isOver;

    PoolHold(ActiveFault fault, Pool pool, EngineErrors errors) {
        this.fault = fault;
        this.pool = pool;
        this.leave = ((Effect.Exhaustion) fault.fault().effect()).leave();
        this.errors = errors;
        this.thread = new Thread(null, this, "chaos-hold-" + fault.id(), 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    Pool pool() {
        return pool;
    }

    void start() {
        thread.start();
    }

    /** Gives back all that is held; returns at once, see {@link #awaitEnd}. */
    void end() {
        isOver = true;
        thread.interrupt();
    }

    void awaitEnd(long nanos) throws InterruptedException {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
    }

    @Override
    public void run() {
        CallGuard.current().undisturbed();
        if (pool.maximum() < 0) {
            errors.tell(
                    "cannot exhaust " + pool.peer() + " for " + fault.id() + ": it has no limit; use mode=simulated");
            return;
        }
        try {
            while (!isOver && !pool.isClosed()) {
                int wanted = pool.maximum() - leave;
                if (held.size() < wanted) {
                    borrow();
                } else {
                    giveBackDownTo(Math.max(0, wanted));
                    LockSupport.parkNanos(this, CHECK_NANOS);
                    dropDead();
                }
            }
        } catch (Throwable failure) {
            errors.add(failure);
        } finally {
            giveBackDownTo(0);
        }
    }

    /** A borrow that times out is tried again: the application has them all, and returns them some time. */
    private void borrow() {
        try {
            held.addLast(pool.borrow());
            fault.countInjection(0);
        } catch (Exception timedOutOrInterrupted) {
            dropDead();
            LockSupport.parkNanos(this, RETRY_NANOS);
        }
    }

    private void dropDead() {
        for (Iterator<Object> each = held.iterator(); !isOver && each.hasNext(); ) {
            Object borrowed = each.next();
            if (!pool.isAlive(borrowed) && !isOver) {
                each.remove();
                quietly(() -> pool.discard(borrowed));
            }
        }
    }

    private void giveBackDownTo(int size) {
        boolean wasInterrupted = size == 0 && Thread.interrupted();
        while (held.size() > size) {
            Object borrowed = held.removeLast();
            quietly(() -> pool.giveBack(borrowed));
        }
        if (wasInterrupted) {
            thread.interrupt();
        }
    }

    private interface Step {
        void run() throws Exception;
    }

    private void quietly(Step step) {
        try {
            step.run();
        } catch (Exception failure) {
            errors.add(failure);
        }
    }
}
