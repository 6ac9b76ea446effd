package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.api.Call;
import io.github.chaos4j.api.CallListener;
import io.github.chaos4j.api.CallRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A call that some armed fault matched, from its decision to its end: recorded once, whoever ends it. */
final class CallInProgress {
    private final Call call;
    private final CallLog log;
    private final List<CallListener> listeners;
    private final CallScope.Time time;
    private final long startNanos;
    private final AtomicBoolean isEnded = new AtomicBoolean();
    private volatile @Nullable String fault;

    CallInProgress(Call call, CallLog log, @Nullable CallScope scope) {
        this.call = call;
        this.log = log;
        this.listeners = scope == null ? List.of() : scope.listeners();
        this.time = scope == null ? CallScope.Time.REAL : scope.time();
        this.startNanos = time.nanos();
        for (CallListener listener : listeners) {
            log.guarded(() -> listener.started(call));
        }
    }

    Call call() {
        return call;
    }

    void sufferedFrom(String faultId) {
        fault = faultId;
    }

    /** Now, or when what the method returned has completed. */
    void endWith(CallAdapter adapter, @Nullable Object result, @Nullable Throwable thrown) {
        CompletionStage<?> stage = thrown == null ? adapter.completion(result) : null;
        if (stage == null) {
            end(thrown);
        } else {
            stage.whenComplete((value, failure) -> end(failure));
        }
    }

    void end(@Nullable Throwable failure) {
        if (!isEnded.compareAndSet(false, true)) {
            return;
        }
        long endNanos = time.nanos();
        log.ended(call, endNanos - startNanos, failure != null);
        if (listeners.isEmpty()) {
            return;
        }
        CallRecord ended = new CallRecord(
                call,
                Thread.currentThread().getName(),
                startNanos,
                endNanos,
                Optional.ofNullable(fault),
                Optional.ofNullable(failure));
        for (CallListener listener : listeners) {
            log.guarded(() -> listener.ended(ended));
        }
    }
}
