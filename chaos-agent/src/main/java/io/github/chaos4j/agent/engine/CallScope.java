package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.ActiveFault.Ownership;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.CallListener;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Gate;
import io.github.chaos4j.api.Scope;
import io.github.chaos4j.api.ScopeClock;
import io.github.chaos4j.api.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A scope of this engine. Bound to threads one by one, never inherited by them: a thread of a pool would carry
 * a test that is long over.
 */
final class CallScope implements Scope {
    private static final ThreadLocal<@Nullable CallScope> CURRENT = new ThreadLocal<>();

    private final String name;
    private final FaultRegistry registry;
    private final List<CallListener> listeners = new CopyOnWriteArrayList<>();
    private volatile ScopeClock clock = ScopeClock.real();
    private volatile boolean isOpen = true;

    CallScope(String name, FaultRegistry registry) {
        this.name = name;
        this.registry = registry;
    }

    /** Monotonic nanoseconds of a scope, or of the JVM. */
    interface Time {
        Time REAL = System::nanoTime;

        long nanos();
    }

    /** The scope on whose behalf this thread makes calls; null if none, or if it has been closed. */
    static @Nullable CallScope current() {
        CallScope scope = CURRENT.get();
        return scope != null && scope.isOpen ? scope : null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Binding bind() {
        CallScope before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    @Override
    public ArmedFault arm(Fault fault) {
        checkOpen();
        return registry.arm(List.of(fault), Actor.JAVA, new Ownership(this, null, false))
                .get(0);
    }

    @Override
    public void listen(CallListener listener) {
        checkOpen();
        if (listeners.isEmpty()) {
            registry.armInternal(Fault.observe(), new Ownership(this, null, true));
        }
        listeners.add(listener);
    }

    @Override
    public Gate gate(Target target) {
        checkOpen();
        HoldingGate gate = new HoldingGate();
        ActiveFault holding = registry.armInternal(Fault.hang().on(target), new Ownership(this, gate, true));
        gate.onClose(() -> registry.end(holding, ArmedFault.End.DISARMED, Actor.JAVA));
        return gate;
    }

    @Override
    public void clock(ScopeClock newClock) {
        clock = newClock;
    }

    ScopeClock clock() {
        return clock;
    }

    Time time() {
        return clock::nanos;
    }

    List<CallListener> listeners() {
        return listeners;
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() {
        isOpen = false;
        registry.endAllOf(this);
    }

    private void checkOpen() {
        if (!isOpen) {
            throw new IllegalStateException("the scope \"" + name + "\" is closed: open another one");
        }
    }
}
