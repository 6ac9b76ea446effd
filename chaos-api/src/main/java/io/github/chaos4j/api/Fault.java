package io.github.chaos4j.api;

import io.github.chaos4j.api.Effect.Exhaustion;
import io.github.chaos4j.api.text.FaultText;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One disturbance to arm: what it does, to which calls, to which of those, and for how long. Immutable; each
 * method returns a changed copy.
 *
 * <pre>{@code
 * Fault.latency(Duration.ofMillis(200))
 *     .on(Target.jdbc("orders-db").reads())
 *     .rate(0.5)
 *     .lasting(Duration.ofMinutes(5))
 * }</pre>
 *
 * <p>Nothing is checked before {@link Chaos#arm} does, so that all errors are told at once.
 *
 * @param id       {@code [A-Za-z0-9._-]{1,64}}, or null to have one made up
 * @param duration how long it lasts from arming on, &gt; 0
 * @param lease    ends it earlier when its owner falls silent, or null
 * @param mark     whether an injected exception carries a suppressed {@code InjectedFault}
 */
public record Fault(
        @Nullable String id,
        Effect effect,
        Target target,
        Trigger trigger,
        Duration duration,
        @Nullable Lease lease,
        boolean mark) {

    /** How long a fault lasts that does not say. */
    public static final Duration DEFAULT_DURATION = Duration.ofMinutes(10);

    public static Fault of(Effect effect) {
        return new Fault(null, effect, Target.any(), Trigger.ALWAYS, DEFAULT_DURATION, null, false);
    }

    public static Fault latency(Duration delay) {
        return of(new Effect.Latency(Delay.of(delay)));
    }

    /** The default failure of each target. */
    public static Fault error() {
        return of(new Effect.Failure(null, null, null, null));
    }

    public static Fault error(ErrorKind kind) {
        return of(new Effect.Failure(kind, null, null, null));
    }

    /** An exception of the caller's own, made anew for each call. Has no text form. */
    public static Fault error(Supplier<? extends Throwable> exception) {
        return of(new Effect.Failure(null, null, null, exception));
    }

    public static Fault hang() {
        return of(new Effect.Hang());
    }

    public static Fault response(int status) {
        return of(Effect.Response.of(status));
    }

    /** All connections of the pools it is aimed at, really held. */
    public static Fault exhaustion() {
        return of(new Exhaustion(0, Exhaustion.Mode.REAL));
    }

    public static Fault observe() {
        return of(new Effect.Observe());
    }

    /**
     * Reads the short form, {@code latency jdbc orders-db delay=200ms}.
     *
     * @throws InvalidFaultException naming every wrong field at once
     */
    public static Fault parse(String shortForm) {
        return FaultText.parse(shortForm);
    }

    public FaultType type() {
        return effect.type();
    }

    public Fault named(@Nullable String newId) {
        return new Fault(newId, effect, target, trigger, duration, lease, mark);
    }

    public Fault with(Effect newEffect) {
        return new Fault(id, newEffect, target, trigger, duration, lease, mark);
    }

    public Fault on(Target newTarget) {
        return new Fault(id, effect, newTarget, trigger, duration, lease, mark);
    }

    public Fault with(Trigger newTrigger) {
        return new Fault(id, effect, target, newTrigger, duration, lease, mark);
    }

    public Fault lasting(Duration newDuration) {
        return new Fault(id, effect, target, trigger, newDuration, lease, mark);
    }

    public Fault leased(Lease newLease) {
        return new Fault(id, effect, target, trigger, duration, newLease, mark);
    }

    public Fault marked() {
        return new Fault(id, effect, target, trigger, duration, lease, true);
    }

    public Fault rate(double rate) {
        return with(
                new Trigger(rate, trigger.every(), trigger.after(), trigger.max(), trigger.script(), trigger.seed()));
    }

    public Fault every(long n) {
        return with(new Trigger(trigger.rate(), n, trigger.after(), trigger.max(), trigger.script(), trigger.seed()));
    }

    public Fault after(long n) {
        return with(new Trigger(trigger.rate(), trigger.every(), n, trigger.max(), trigger.script(), trigger.seed()));
    }

    public Fault max(long n) {
        return with(new Trigger(trigger.rate(), trigger.every(), trigger.after(), n, trigger.script(), trigger.seed()));
    }

    public Fault script(Script script) {
        return with(
                new Trigger(trigger.rate(), trigger.every(), trigger.after(), trigger.max(), script, trigger.seed()));
    }

    public Fault seed(long seed) {
        return with(
                new Trigger(trigger.rate(), trigger.every(), trigger.after(), trigger.max(), trigger.script(), seed));
    }

    /** The headers of a response fault. */
    public Fault header(String name, String value) {
        if (!(effect instanceof Effect.Response response)) {
            throw new IllegalStateException("only a response has headers, this is a fault of type " + type());
        }
        SortedMap<String, String> headers = new TreeMap<>(response.headers());
        headers.put(name, value);
        return with(new Effect.Response(response.status(), headers, response.body(), response.delay()));
    }

    /** The body of a response fault. */
    public Fault body(String body) {
        if (!(effect instanceof Effect.Response response)) {
            throw new IllegalStateException("only a response has a body, this is a fault of type " + type());
        }
        return with(new Effect.Response(response.status(), response.headers(), body, response.delay()));
    }

    /** The short form; reading it back gives an equal fault. */
    @Override
    public String toString() {
        return FaultText.print(this);
    }
}
