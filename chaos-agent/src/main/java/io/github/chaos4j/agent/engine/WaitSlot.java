package io.github.chaos4j.agent.engine;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread that waits on behalf of a fault. Woken by the end of the fault, or by a cancelling method of the
 * client; an interrupt is seen by the waiting thread itself.
 */
final class WaitSlot implements Waiter {

    /** Why a wait is over. */
    enum Outcome {
        ELAPSED,
        RELEASED,
        CANCELLED,
        INTERRUPTED
    }

    private final Thread thread = Thread.currentThread();
    private final List<Object> cancelKeys;
    private volatile @Nullable Outcome outcome;
    private volatile String cancelLabel = "";
    private @Nullable Throwable interruption;

    WaitSlot(List<Object> cancelKeys) {
        this.cancelKeys = cancelKeys;
    }

    @Override
    public void release() {
        wake(Outcome.RELEASED);
    }

    @Override
    public boolean cancel(Object key, String label) {
        for (Object waitingFor : cancelKeys) {
            if (waitingFor == key) {
                cancelLabel = label;
                wake(Outcome.CANCELLED);
                return true;
            }
        }
        return false;
    }

    String cancelLabel() {
        return cancelLabel;
    }

    private void wake(Outcome why) {
        if (outcome == null) {
            outcome = why;
        }
        LockSupport.unpark(thread);
    }

    /** What the client throws when its thread is interrupted, or null if it keeps waiting. */
    interface Interrupts {
        @Nullable
        Throwable thrown();
    }

    /** After {@link Outcome#INTERRUPTED}: what the client throws. */
    @Nullable
    Throwable interruption() {
        return interruption;
    }

    /** Waits until {@link System#nanoTime} reaches the deadline. An interrupt that it sits out is set again. */
    Outcome await(long deadline, Interrupts interrupts) {
        boolean interrupted = false;
        try {
            while (true) {
                Outcome why = outcome;
                if (why != null) {
                    return why;
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return Outcome.ELAPSED;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    interruption = interrupts.thrown();
                    if (interruption != null) {
                        return Outcome.INTERRUPTED;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                thread.interrupt();
            }
        }
    }
}
