package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Deferral;
import io.github.chaos4j.agent.spi.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Suffers a decision without a thread: held by gates first, then by the timer. Ends once, whoever ends it.
 */
final class DeferredInjection implements Deferral, Waiter {
    private final CallAdapter adapter;
    private final Invocation call;
    private final List<ActiveFault> gates;
    private final @Nullable Plan plan;
    private final @Nullable CallScope scope;
    private final Timer timer;
    private final BiConsumer<Ending, Long> onEnded;
    private final long entryNanos;
    private final List<ActiveFault> joined = new ArrayList<>(2);

    private @Nullable Consumer<Ending> action;
    private @Nullable Future<?> alarm;
    private int gatesPassed;
    private boolean isOver;

    /**
     * @param plan    what to suffer after the gates, or null for nothing
     * @param onEnded told the ending and the nanoseconds waited, before the action
     */
    DeferredInjection(
            CallAdapter adapter,
            Invocation call,
            List<ActiveFault> gates,
            @Nullable Plan plan,
            long entryNanos,
            @Nullable CallScope scope,
            Timer timer,
            BiConsumer<Ending, Long> onEnded) {
        this.adapter = adapter;
        this.call = call;
        this.gates = gates;
        this.plan = plan;
        this.entryNanos = entryNanos;
        this.scope = scope;
        this.timer = timer;
        this.onEnded = onEnded;
    }

    @Override
    public void onEnd(Consumer<Ending> newAction) {
        synchronized (this) {
            action = newAction;
        }
        goOn();
    }

    /** To the next gate, or to the plan. */
    private void goOn() {
        while (true) {
            ActiveFault holding;
            synchronized (this) {
                if (isOver || gatesPassed == gates.size()) {
                    break;
                }
                holding = gates.get(gatesPassed);
            }
            HoldingGate gate = holding.gate();
            join(holding);
            if (gate != null && holding.isActive() && gate.hold(this)) {
                return;
            }
            synchronized (this) {
                gatesPassed++;
            }
        }
        start();
    }

    private void start() {
        if (plan == null) {
            end(new Ending.Pass(waited()), waited());
            return;
        }
        if (!plan.waits()) {
            end(plan.ending(adapter, call, 0), 0);
            return;
        }
        boolean stands = (plan.decision().longest() == null
                        || join(plan.decision().longest()))
                && (plan.decision().outcome() == null || join(plan.decision().outcome()));
        if (!stands) {
            end(new Ending.Pass(waited()), waited());
        } else if (plan.waitNanos() != CallAdapter.FOREVER) {
            if (scope != null && scope.clock().isVirtual()) {
                scope.clock().elapse(plan.waitNanos(), TimeUnit.NANOSECONDS);
                elapsed(plan);
            } else {
                alarm(plan);
            }
        }
    }

    private synchronized void alarm(Plan toEnd) {
        if (!isOver) {
            alarm = timer.after(entryNanos + toEnd.waitNanos() - System.nanoTime(), () -> elapsed(toEnd));
        }
    }

    private void elapsed(Plan toEnd) {
        Ending ending = toEnd.ending(adapter, call, toEnd.waitNanos());
        end(ending, toEnd.waitNanos());
    }

    private boolean join(ActiveFault fault) {
        synchronized (this) {
            joined.add(fault);
        }
        return fault.join(this);
    }

    /** By the end of a fault, or by a gate that lets it go. */
    @Override
    public void release() {
        boolean wasHeld;
        synchronized (this) {
            wasHeld = gatesPassed < gates.size();
            if (wasHeld) {
                gatesPassed++;
            }
        }
        if (wasHeld) {
            goOn();
        } else {
            end(new Ending.Pass(waited()), waited());
        }
    }

    @Override
    public boolean cancel(Object key, String label) {
        if (!adapter.cancelKeys(call).contains(key)) {
            return false;
        }
        end(new Ending.Fail(adapter.cancelled(label, call)), waited());
        return true;
    }

    @Override
    public boolean endsInFailure() {
        return plan != null && plan.isFailing();
    }

    /** The caller suffered it all the same, most often by its own timeout. */
    @Override
    public void cancel() {
        if (over()) {
            onEnded.accept(new Ending.Fail(new CancellationException()), waited());
        }
    }

    @Override
    public <T> T undisturbed(Callable<T> realCall) throws Exception {
        CallGuard guard = CallGuard.current();
        guard.undisturbed();
        try {
            return realCall.call();
        } finally {
            guard.disturbed();
        }
    }

    private long waited() {
        return System.nanoTime() - entryNanos;
    }

    private void end(Ending ending, long waitedNanos) {
        if (over()) {
            onEnded.accept(ending, waitedNanos);
            Objects.requireNonNull(action).accept(ending);
        }
    }

    /** Whether it was not before. */
    private boolean over() {
        List<ActiveFault> toLeave;
        synchronized (this) {
            if (isOver) {
                return false;
            }
            isOver = true;
            if (alarm != null) {
                alarm.cancel(false);
            }
            toLeave = List.copyOf(joined);
        }
        for (ActiveFault fault : toLeave) {
            fault.leave(this);
            if (fault.gate() != null) {
                fault.gate().leave(this);
            }
        }
        return true;
    }
}
