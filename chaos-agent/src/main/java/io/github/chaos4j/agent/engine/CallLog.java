package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.EngineControl.CallRow;
import io.github.chaos4j.api.Call;
import io.github.chaos4j.api.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What calls were seen while something was armed for them, in at most 1,000 rows. Kept after disarm. */
final class CallLog {
    private static final int MAX_ROWS = 1_000;

    /** What tells rows apart: never a literal, a parameter or a query string. */
    private record Key(Operation operation, Set<String> services, String detail) {}

    /** One row, with the details of the first call of it, to be explained by. */
    record Row(Call sample, String detail, LongAdder count, LongAdder errors, LatencyHistogram latency) {
        CallRow snapshot() {
            return new CallRow(
                    sample.operation().kind().word() + " " + sample.operation().word(),
                    sample.services(),
                    detail,
                    count.sum(),
                    errors.sum(),
                    latency.quantile(0.50),
                    latency.quantile(0.99),
                    latency.max());
        }
    }

    private final Map<Key, Row> rows = new ConcurrentHashMap<>();
    private final EngineErrors errors;
    private long observedNanos;
    private long observingSince;
    private boolean isObserving;

    CallLog(EngineErrors errors) {
        this.errors = errors;
    }

    /** Runs what is not ours; what it throws is counted and dropped. */
    void guarded(Runnable foreign) {
        try {
            foreign.run();
        } catch (Throwable failure) {
            errors.add(failure);
        }
    }

    void ended(Call call, long nanos, boolean failed) {
        Key key = new Key(call.operation(), call.services(), detail(call));
        Row row = rows.get(key);
        if (row == null) {
            if (rows.size() >= MAX_ROWS) {
                return;
            }
            row = rows.computeIfAbsent(
                    key, k -> new Row(call, k.detail, new LongAdder(), new LongAdder(), new LatencyHistogram()));
        }
        row.count.increment();
        row.latency.record(nanos);
        if (failed) {
            row.errors.increment();
        }
    }

    private static String detail(Call call) {
        Map<String, String> details = call.details();
        StringBuilder text = new StringBuilder();
        for (String key : List.of("statement", "method", "path", "command")) {
            String value = details.get(key);
            if (value != null) {
                text.append(text.isEmpty() ? "" : " ").append(value);
            }
        }
        return text.toString();
    }

    List<Row> rows() {
        return new ArrayList<>(rows.values());
    }

    /** All names seen, for "did you mean". */
    Set<String> services() {
        Set<String> names = new LinkedHashSet<>();
        rows.keySet().forEach(key -> names.addAll(key.services));
        return names;
    }

    synchronized void observing(boolean nowObserving) {
        if (nowObserving == isObserving) {
            return;
        }
        isObserving = nowObserving;
        if (nowObserving) {
            observingSince = System.nanoTime();
        } else {
            observedNanos += System.nanoTime() - observingSince;
        }
    }

    synchronized Duration observedFor() {
        return Duration.ofNanos(observedNanos + (isObserving ? System.nanoTime() - observingSince : 0));
    }
}
