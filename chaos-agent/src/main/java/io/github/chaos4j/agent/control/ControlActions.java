package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.EngineListener;
import io.github.chaos4j.api.ArmedFault;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The control actions: the last 100 are remembered, each is told to whoever listens. Thread-safe. */
public final class ControlActions implements EngineListener {
    private static final int REMEMBERED = 100;

    private final Clock clock;
    private final Deque<ControlAction> recent = new ArrayDeque<>();
    private final List<Consumer<ControlAction>> listeners = new CopyOnWriteArrayList<>();

    ControlActions(Clock clock) {
        this.clock = clock;
    }

    public void listen(Consumer<ControlAction> listener) {
        listeners.add(listener);
    }

    /** The latest first. */
    List<ControlAction> recent() {
        synchronized (recent) {
            return new ArrayList<>(recent);
        }
    }

    @Override
    public void armed(ArmedFault fault, Actor by) {
        note("armed", fault.id(), fault.fault().toString(), by);
    }

    @Override
    public void changed(ArmedFault fault, String what, Actor by) {
        note("changed", fault.id(), what, by);
    }

    @Override
    public void ended(ArmedFault fault, ArmedFault.End why, Actor by) {
        note("ended", fault.id(), why.word() + " after " + fault.injected() + " injections", by);
    }

    void note(String event, String fault, String detail, Actor by) {
        ControlAction action = new ControlAction(clock.instant(), event, fault, detail, by);
        synchronized (recent) {
            recent.addFirst(action);
            if (recent.size() > REMEMBERED) {
                recent.removeLast();
            }
        }
        listeners.forEach(listener -> listener.accept(action));
    }
}
