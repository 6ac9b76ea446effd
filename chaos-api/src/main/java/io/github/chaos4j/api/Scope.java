package io.github.chaos4j.api;

import java.util.concurrent.Callable;

/**
 * On whose behalf calls are made: one test, one request. Faults, listeners, gates and the clock of a scope
 * touch only calls of threads to which it is bound. Closing it ends its faults, opens its gates and makes
 * every captured copy inert. Thread-safe.
 *
 * <pre>{@code
 * try (Scope scope = Chaos.openScope("checkout"); Scope.Binding bound = scope.bind()) {
 *     scope.arm(Fault.latency(Duration.ofSeconds(2)).on(Target.http("payments")));
 *     executor.submit(scope.capture(() -> checkout.pay(order)));
 * }
 * }</pre>
 */
public interface Scope extends AutoCloseable {

    /** Undoes a {@link #bind}; close it on the same thread, in the reverse order of binding. */
    interface Binding extends AutoCloseable {
        @Override
        void close();
    }

    String name();

    /** Makes calls of this thread calls of this scope until the binding is closed. */
    Binding bind();

    /** The task, with this scope bound wherever it runs. */
    default Runnable capture(Runnable task) {
        return () -> {
            try (Binding bound = bind()) {
                task.run();
            }
        };
    }

    /** The task, with this scope bound wherever it runs. */
    default <T> Callable<T> capture(Callable<T> task) {
        return () -> {
            try (Binding bound = bind()) {
                return task.call();
            }
        };
    }

    /** Arms a fault that hits only calls of this scope. */
    ArmedFault arm(Fault fault);

    /** Adds a listener of this scope's calls. */
    void listen(CallListener listener);

    /** Holds this scope's calls to the target from now on. */
    Gate gate(Target target);

    /** Sets the clock by which injected delays pass in this scope. */
    void clock(ScopeClock clock);

    boolean isOpen();

    @Override
    void close();
}
