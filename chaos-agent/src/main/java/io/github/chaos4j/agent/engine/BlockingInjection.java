package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.WaitSlot.Outcome;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.ScopeClock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Suffers a decision on the calling thread: waits, and says how the call goes on. */
final class BlockingInjection {
    private final CallAdapter adapter;
    private final Invocation call;
    private final long entryNanos;
    private final @Nullable CallScope scope;
    private final EngineErrors errors;

    BlockingInjection(
            CallAdapter adapter, Invocation call, long entryNanos, @Nullable CallScope scope, EngineErrors errors) {
        this.adapter = adapter;
        this.call = call;
        this.entryNanos = entryNanos;
        this.scope = scope;
        this.errors = errors;
    }

    /** Waits at the gates that hold the call, one after the other. */
    void holdAt(Iterable<ActiveFault> gates) {
        for (ActiveFault holding : gates) {
            HoldingGate gate = holding.gate();
            WaitSlot slot = new WaitSlot(adapter.cancelKeys(call));
            if (gate == null || !holding.join(slot)) {
                continue;
            }
            try {
                if (gate.hold(slot)) {
                    slot.await(System.nanoTime() + Nanos.LONGEST, () -> adapter.interrupted(call));
                }
            } finally {
                gate.leave(slot);
                holding.leave(slot);
            }
        }
    }

    /** The ending; null if the wait was refused because the thread must not be made to wait. */
    @Nullable
    Ending suffer(Plan plan) {
        if (!plan.waits()) {
            return plan.ending(adapter, call, 0);
        }
        if (ThreadKinds.isEventLoop(Thread.currentThread())) {
            errors.tell("refused to make the event loop \""
                    + Thread.currentThread().getName() + "\" wait for "
                    + plan.blamed().id() + ": a blocking call of " + call.hook().client() + " runs on it");
            return plan.end() == Plan.End.PASS ? null : plan.ending(adapter, call, 0);
        }
        if (scope != null && scope.clock().isVirtual() && plan.waitNanos() != CallAdapter.FOREVER) {
            ScopeClock clock = scope.clock();
            clock.elapse(plan.waitNanos(), TimeUnit.NANOSECONDS);
            return plan.ending(adapter, call, plan.waitNanos());
        }
        return sleep(plan);
    }

    private Ending sleep(Plan plan) {
        WaitSlot slot = new WaitSlot(adapter.cancelKeys(call));
        ActiveFault longest = plan.decision().longest();
        ActiveFault outcome = plan.decision().outcome();
        try {
            boolean stands = (longest == null || longest.join(slot)) && (outcome == null || outcome.join(slot));
            long deadline = entryNanos + Math.min(plan.waitNanos(), Nanos.LONGEST);
            Outcome why = stands ? slot.await(deadline, () -> adapter.interrupted(call)) : Outcome.RELEASED;
            return ended(plan, slot, why);
        } finally {
            if (longest != null) {
                longest.leave(slot);
            }
            if (outcome != null) {
                outcome.leave(slot);
            }
        }
    }

    private Ending ended(Plan plan, WaitSlot slot, Outcome why) {
        long waited = System.nanoTime() - entryNanos;
        return switch (why) {
            case ELAPSED -> plan.ending(adapter, call, waited);
            case RELEASED -> new Ending.Pass(waited);
            case CANCELLED -> new Ending.Fail(plan.injected(adapter.cancelled(slot.cancelLabel(), call)));
            case INTERRUPTED -> new Ending.Fail(plan.injected(java.util.Objects.requireNonNull(slot.interruption())));
        };
    }
}
