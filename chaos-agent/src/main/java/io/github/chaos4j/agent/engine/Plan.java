package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.InjectedFault;
import io.github.chaos4j.api.TargetKind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a decision means for the call at hand: how long it waits and what becomes of it then, bounded by the
 * caller's own timeout.
 *
 * @param decision  which faults fired
 * @param waitNanos from the call's entry; {@link CallAdapter#FOREVER} until released
 * @param blamed    the fault that decides the end of the wait
 * @param end       what happens then
 */
record Plan(Decision decision, long waitNanos, ActiveFault blamed, End end) {

    /** What becomes of the call. */
    enum End {
        PASS,
        TIMED_OUT,
        FAIL,
        ANSWER
    }

    static Plan of(Decision decision, CallAdapter adapter, Invocation call) {
        ActiveFault outcome = decision.outcome();
        long delay = decision.delayNanos();
        long patience = delay > 0 || waits(outcome) ? adapter.patience(call) : CallAdapter.FOREVER;
        if (delay > 0 && delay >= patience) {
            return new Plan(decision, patience, decision.slowest(), End.TIMED_OUT);
        }
        if (outcome == null) {
            return new Plan(decision, delay, decision.slowest(), End.PASS);
        }
        Effect effect = outcome.fault().effect();
        if (effect instanceof Effect.Response) {
            return new Plan(decision, delay, outcome, End.ANSWER);
        }
        if (!(effect instanceof Effect.Failure failure)) {
            boolean exhausts = effect instanceof Effect.Exhaustion;
            long limit = exhausts ? Math.min(patience, adapter.patience(ErrorKind.TIMEOUT, call)) : patience;
            return new Plan(decision, limit, outcome, End.TIMED_OUT);
        }
        ErrorKind kind = kind(failure, adapter, call);
        if (kind == ErrorKind.STATUS) {
            return new Plan(decision, delay, outcome, End.ANSWER);
        }
        if (kind == ErrorKind.TIMEOUT || kind == ErrorKind.CONNECT_TIMEOUT) {
            long limit = adapter.patience(kind, call);
            long wait = limit == CallAdapter.FOREVER ? Nanos.of(timeoutWithout(failure)) : limit;
            return new Plan(
                    decision, Math.max(delay, wait), outcome, kind == ErrorKind.TIMEOUT ? End.TIMED_OUT : End.FAIL);
        }
        return new Plan(decision, delay, outcome, End.FAIL);
    }

    private static boolean waits(@Nullable ActiveFault outcome) {
        return outcome != null && !(outcome.fault().effect() instanceof Effect.Response);
    }

    private static java.time.Duration timeoutWithout(Effect.Failure failure) {
        return failure.delay() == null ? Delay.DEFAULT : failure.delay();
    }

    /** The failure meant; null for an exception of the user's own. */
    private static @Nullable ErrorKind kind(Effect.Failure failure, CallAdapter adapter, Invocation call) {
        if (failure.exception() != null) {
            return null;
        }
        TargetKind target = Objects.requireNonNull(call.hook().operation()).kind();
        ErrorKind kind = failure.kindFor(target).orElseThrow();
        boolean connecting =
                "connect".equals(Objects.requireNonNull(call.hook().operation()).word());
        if (kind == ErrorKind.DOWN) {
            return connecting ? ErrorKind.REFUSED : adapter.downAs();
        }
        return kind;
    }

    boolean waits() {
        return waitNanos > 0;
    }

    boolean isFailing() {
        return end == End.TIMED_OUT || end == End.FAIL;
    }

    /** The end of the wait, with the client's own exception where it is one. */
    Ending ending(CallAdapter adapter, Invocation call, long waitedNanos) {
        return switch (end) {
            case PASS -> new Ending.Pass(waitedNanos);
            case TIMED_OUT -> new Ending.Fail(injected(adapter.timedOut(call)));
            case FAIL -> new Ending.Fail(injected(failure(adapter, call)));
            case ANSWER -> new Ending.Answer(response());
        };
    }

    private Throwable failure(CallAdapter adapter, Invocation call) {
        Effect.Failure failure = (Effect.Failure) blamed.fault().effect();
        if (failure.exception() != null) {
            return failure.exception().get();
        }
        return adapter.failure(Objects.requireNonNull(kind(failure, adapter, call)), call);
    }

    private Effect.Response response() {
        Effect effect = blamed.fault().effect();
        if (effect instanceof Effect.Failure failure) {
            return Effect.Response.of(failure.status() == null ? 503 : failure.status());
        }
        return (Effect.Response) effect;
    }

    /** As it is to be thrown: with a trace that begins at the client, and marked if the fault says so. */
    Throwable injected(Throwable thrown) {
        StackTrim.trim(thrown);
        Fault fault = blamed.fault();
        if (fault.mark()) {
            thrown.addSuppressed(new InjectedFault(blamed.id()));
        }
        return thrown;
    }
}
