package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What is open on a thread: the calls that have been begun and not ended, innermost first, and what is shielded
 * below them. Held through the body of the outermost frame of a call, so that one call crossing several woven
 * frames is decided upon once.
 */
final class CallGuard {
    private static final ThreadLocal<CallGuard> CURRENT = ThreadLocal.withInitial(CallGuard::new);

    private @Nullable CallFrame innermost;
    private int undisturbed;

    static CallGuard current() {
        return CURRENT.get();
    }

    /** Whether calls of this operation are nobody's business on this thread now. */
    boolean isShielded(Operation operation) {
        if (undisturbed > 0) {
            return true;
        }
        for (CallFrame frame = innermost; frame != null; frame = frame.outer()) {
            if (frame.shields(operation)) {
                return true;
            }
        }
        return false;
    }

    /** The open call that this one is part of. */
    @Nullable
    CallFrame open(Operation operation, @Nullable Object key) {
        for (CallFrame frame = innermost; frame != null; frame = frame.outer()) {
            if (frame.covers(operation, key)) {
                return frame;
            }
        }
        return null;
    }

    void push(CallFrame frame) {
        frame.under(innermost);
        innermost = frame;
    }

    /** Frames end in the reverse order of their beginning; one that was left behind goes with its outer one. */
    void pop(CallFrame frame) {
        for (CallFrame each = innermost; each != null; each = each.outer()) {
            if (each == frame) {
                innermost = frame.outer();
                return;
            }
        }
    }

    /** Until {@link #disturbed}, no call on this thread is decided upon. */
    void undisturbed() {
        undisturbed++;
    }

    void disturbed() {
        undisturbed--;
    }
}
