package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.Gate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Holds waiters in the order of their coming. */
final class HoldingGate implements Gate {
    private final Deque<Waiter> held = new ArrayDeque<>();
    private boolean isClosed;
    private Runnable onClose = () -> {};

    void onClose(Runnable action) {
        onClose = action;
    }

    /** Says whether the waiter is held; false once the gate is closed. */
    synchronized boolean hold(Waiter waiter) {
        if (isClosed) {
            return false;
        }
        held.addLast(waiter);
        notifyAll();
        return true;
    }

    synchronized void leave(Waiter waiter) {
        held.remove(waiter);
    }

    @Override
    public synchronized int held() {
        return held.size();
    }

    @Override
    public synchronized boolean awaitHeld(int n, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + Nanos.of(timeout);
        while (held.size() < n) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return true;
    }

    @Override
    public void release(int n) {
        List<Waiter> released = new ArrayList<>();
        synchronized (this) {
            while (released.size() < n && !held.isEmpty()) {
                released.add(held.removeFirst());
            }
        }
        released.forEach(Waiter::release);
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
        }
        release(Integer.MAX_VALUE);
        onClose.run();
    }
}
