package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.CallInterceptor.Thrown;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Delivery;
import io.github.chaos4j.agent.spi.Invocation;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One call that faults match: it suffers what was decided, and is recorded. */
final class DecidedCall {
    private final CallAdapter adapter;
    private final Invocation call;
    private final long entryNanos;
    private final Decision decision;
    private final CallInProgress inProgress;
    private final @Nullable CallScope scope;
    private final CallFrame frame;

    DecidedCall(
            CallAdapter adapter,
            Invocation call,
            long entryNanos,
            Decision decision,
            CallInProgress inProgress,
            @Nullable CallScope scope,
            CallFrame frame) {
        this.adapter = adapter;
        this.call = call;
        this.entryNanos = entryNanos;
        this.decision = decision;
        this.inProgress = inProgress;
        this.scope = scope;
        this.frame = frame;
    }

    /** On the calling thread. See {@code ChaosGate.enter} for what is returned. */
    Object block(Injections injections, EngineErrors errors) {
        BlockingInjection injection = new BlockingInjection(adapter, call, entryNanos, scope, errors);
        injection.holdAt(decision.gates());
        if (!decision.fired()) {
            return frame;
        }
        Plan plan = Plan.of(decision, adapter, call);
        begin();
        try {
            Ending ending = suffer(injection, plan);
            if (ending == null) {
                return frame;
            }
            inProgress.sufferedFrom(plan.blamed().id());
            long waited = plan.waits() ? System.nanoTime() - entryNanos : 0;
            injections.add(plan, call, inProgress.call().services(), waited, Injections.outcome(ending));
            return deliver(ending, errors);
        } finally {
            finish();
        }
    }

    /** An adapter may use the client to do what the failure does (a rollback): no call of the application's. */
    private static @Nullable Ending suffer(BlockingInjection injection, Plan plan) {
        CallGuard guard = CallGuard.current();
        guard.undisturbed();
        try {
            return injection.suffer(plan);
        } finally {
            guard.disturbed();
        }
    }

    private Object deliver(Ending ending, EngineErrors errors) {
        if (ending instanceof Ending.Pass pass) {
            if (pass.waitedNanos() > 0) {
                frame.keepInterrupt(Thread.interrupted());
                adapter.waited(call, pass.waitedNanos());
            }
            return frame;
        }
        if (ending instanceof Ending.Fail fail) {
            inProgress.end(fail.failure());
            Object result = adapter.handedOut(fail.failure(), call);
            return result == null ? new Thrown(fail.failure()) : new Object[] {result};
        }
        try {
            Object answer = adapter.respond(((Ending.Answer) ending).response(), call);
            inProgress.end(null);
            return new Object[] {answer};
        } catch (IOException ofCallersHandler) {
            inProgress.end(ofCallersHandler);
            return new Thrown(ofCallersHandler);
        } catch (Exception failure) {
            errors.add(failure);
            return frame;
        }
    }

    /** On no thread of the application's. */
    Object defer(Injections injections, Timer timer) {
        if (!decision.fired() && decision.gates().isEmpty()) {
            return frame;
        }
        Plan plan = decision.fired() ? Plan.of(decision, adapter, call) : null;
        begin();
        DeferredInjection deferred = new DeferredInjection(
                adapter, call, decision.gates(), plan, entryNanos, scope, timer, (ending, waited) -> {
                    if (plan != null) {
                        inProgress.sufferedFrom(plan.blamed().id());
                        injections.add(plan, call, inProgress.call().services(), waited, Injections.outcome(ending));
                    }
                    finish();
                });
        Delivery delivery = adapter.defer(call, deferred);
        if (delivery instanceof Delivery.Skip skip) {
            inProgress.endWith(adapter, skip.result(), null);
            return new Object[] {skip.result()};
        }
        return frame;
    }

    private void begin() {
        if (decision.longest() != null) {
            decision.longest().begin();
        }
        if (decision.outcome() != null) {
            decision.outcome().begin();
        }
    }

    private void finish() {
        if (decision.longest() != null) {
            decision.longest().finish();
        }
        if (decision.outcome() != null) {
            decision.outcome().finish();
        }
    }
}
