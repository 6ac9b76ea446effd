package io.github.chaos4j.agent.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether chaos is allowed: the settings' consent and every condition of the application. Asked each second while
 * something is armed, on a thread of its own: a flag may take seconds to answer, and the timer must not wait.
 */
final class ConsentWatch implements AutoCloseable {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Consent consent;
    private final List<BooleanSupplier> conditions = new CopyOnWriteArrayList<>();
    private final Timer thread = new Timer("chaos-consent");
    private @Nullable Future<?> watching;

    ConsentWatch(Consent consent) {
        this.consent = consent;
    }

    void allowWhile(BooleanSupplier condition) {
        conditions.add(condition);
    }

    /** Why chaos is not allowed now. A condition that throws says no. */
    Optional<String> refusal() {
        return consent.refusal().or(this::conditionRefusal);
    }

    /** The same without waiting for flags to be read anew. */
    Optional<String> latestRefusal() {
        return consent.latestRefusal().or(this::conditionRefusal);
    }

    private Optional<String> conditionRefusal() {
        for (BooleanSupplier condition : conditions) {
            try {
                if (!condition.getAsBoolean()) {
                    return Optional.of("a condition of the application (Chaos.allowWhile) says no");
                }
            } catch (RuntimeException failure) {
                return Optional.of("a condition of the application (Chaos.allowWhile) failed: " + failure);
            }
        }
        return Optional.empty();
    }

    /** Asks each second until nothing is armed any more, and tells the first refusal. */
    synchronized void watchWhile(BooleanSupplier armed, Consumer<String> onRefusal) {
        if (watching == null || watching.isDone()) {
            watching = thread.each(PERIOD_NANOS, () -> ask(armed, onRefusal));
        }
    }

    private void ask(BooleanSupplier armed, Consumer<String> onRefusal) {
        if (armed.getAsBoolean()) {
            latestRefusal().ifPresent(onRefusal);
            return;
        }
        synchronized (this) {
            if (watching != null && !armed.getAsBoolean()) {
                watching.cancel(false);
                watching = null;
            }
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
