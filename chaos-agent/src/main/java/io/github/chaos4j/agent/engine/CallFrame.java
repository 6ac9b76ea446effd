package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One open call on one thread, or a shield. The token between the begin and the end of a woven method. */
final class CallFrame {
    private final @Nullable Operation operation;
    private final @Nullable Object key;
    private final Set<Operation> shielded;
    private @Nullable CallFrame outer;

    /** Set while a wrapper has opened the call and no frame below has suffered it yet. */
    private @Nullable Peer openedBy;

    private @Nullable Peer wrapper;

    private @Nullable CallInProgress inProgress;
    private @Nullable CallAdapter adapter;

    private boolean isInterruptKept;

    private CallFrame(@Nullable Operation operation, @Nullable Object key, Set<Operation> shielded) {
        this.operation = operation;
        this.key = key;
        this.shielded = shielded;
    }

    static CallFrame ofCall(Operation operation, @Nullable Object key, Set<Operation> shielded) {
        return new CallFrame(operation, key, shielded);
    }

    static CallFrame ofWrapper(Operation operation, @Nullable Object key, Peer openedBy) {
        CallFrame frame = new CallFrame(operation, key, Set.of());
        frame.openedBy = openedBy;
        frame.wrapper = openedBy;
        return frame;
    }

    static CallFrame ofShield(Set<Operation> shielded) {
        return new CallFrame(null, null, shielded);
    }

    boolean covers(Operation other, @Nullable Object otherKey) {
        return operation == other && (otherKey == null || key == null || key == otherKey);
    }

    boolean shields(Operation other) {
        return shielded.contains(other);
    }

    /** The peer of the wrapper that waits for a frame below to suffer the call; null once one has. */
    @Nullable
    Peer openedBy() {
        return openedBy;
    }

    /** The peer of the wrapper that opened the call, also after it has been decided. */
    @Nullable
    Peer wrapper() {
        return wrapper;
    }

    void decided() {
        openedBy = null;
    }

    @Nullable
    CallInProgress inProgress() {
        return inProgress;
    }

    /** The adapter of the frame that suffers the call. */
    @Nullable
    CallAdapter adapter() {
        return adapter;
    }

    void inProgress(CallInProgress call, CallAdapter itsAdapter) {
        inProgress = call;
        adapter = itsAdapter;
    }

    /**
     * An interrupt that came during the wait is set again when the call is over: a client that blocks in a slow read
     * does not see it either, while one that begins a write with the flag set may refuse to (Okio does).
     */
    void keepInterrupt(boolean isInterrupted) {
        isInterruptKept = isInterrupted;
    }

    boolean isInterruptKept() {
        return isInterruptKept;
    }

    @Nullable
    CallFrame outer() {
        return outer;
    }

    void under(@Nullable CallFrame newOuter) {
        outer = newOuter;
    }
}
