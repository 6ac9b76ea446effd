package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Records each injection once: counters, the ring of the latest, listeners. */
final class Injections {
    private final InjectionLog log = new InjectionLog();
    private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
    private final EngineErrors errors;

    Injections(EngineErrors errors) {
        this.errors = errors;
    }

    void listen(EngineListener listener) {
        listeners.add(listener);
    }

    /** Tells every listener; what one throws is counted and dropped. */
    void tell(Consumer<EngineListener> event) {
        for (EngineListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable failure) {
                errors.add(failure);
            }
        }
    }

    List<Injection> recent() {
        return log.recent();
    }

    /** The wait of the plan is over, so many nanoseconds after the call's entry, and it ends so. */
    void add(Plan plan, Invocation call, Set<String> services, long waitedNanos, String outcome) {
        Decision decision = plan.decision();
        Operation operation = Objects.requireNonNull(call.hook().operation());
        ActiveFault longest = decision.longest();
        if (longest != null) {
            longest.countInjection(waitedNanos);
            add(longest, operation, services, waitedNanos, longest == plan.blamed() ? outcome : "passed");
        }
        ActiveFault decisive = decision.outcome();
        if (decisive != null && (decisive == plan.blamed() || longest == null)) {
            decisive.countInjection(longest == null ? waitedNanos : 0);
            add(decisive, operation, services, longest == null ? waitedNanos : 0, outcome);
        }
    }

    private void add(ActiveFault fault, Operation operation, Set<String> services, long waited, String outcome) {
        Injection injection = new Injection(
                Instant.now(),
                fault.id(),
                fault.fault().type(),
                operation,
                services,
                waited,
                outcome,
                Thread.currentThread().getName());
        log.add(injection);
        tell(listener -> listener.injected(injection));
    }

    static String outcome(Ending ending) {
        if (ending instanceof Ending.Fail fail) {
            return fail.failure().getClass().getName();
        }
        return ending instanceof Ending.Answer answer
                ? "status " + answer.response().status()
                : "passed";
    }
}
