package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One armed fault: what calls consult, and what its owner reads. Its life (arming, pausing, ending) is led by
 * {@link FaultRegistry}; here are the state and those who wait on its behalf.
 */
final class ActiveFault implements ArmedFault {
    private static final int MISS_SAMPLE = 1_023;

    private final FaultRegistry registry;
    private final Fault fault;
    private final FaultMatch match;
    private final Counters counters;
    private final TriggerState trigger;
    private final @Nullable DelayLaw delayLaw;
    private final @Nullable CallScope scope;
    private final @Nullable HoldingGate gate;
    private final boolean isInternal;
    private final boolean isInert;
    private final Instant armedAt = Instant.now();
    private final Deadline deadline;
    private final AtomicLong injected = new AtomicLong();
    private final AtomicLong inFlight = new AtomicLong();
    private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();

    private volatile boolean isSeen;
    private volatile boolean isPaused;
    private volatile @Nullable End end;
    private volatile @Nullable String lastMiss;
    /** Racy on purpose: it only chooses which miss is told. */
    private int misses;

    ActiveFault(FaultRegistry registry, Fault fault, Counters counters, Ownership ownership) {
        this.registry = registry;
        this.fault = fault;
        this.counters = counters;
        this.match = new FaultMatch(fault);
        this.trigger = new TriggerState(
                fault.trigger(), Objects.requireNonNull(fault.trigger().seed()));
        this.delayLaw = delayOf(fault.effect())
                .map(delay -> new DelayLaw(delay, fault.duration()))
                .orElse(null);
        this.scope = ownership.scope();
        this.gate = ownership.gate();
        this.isInternal = ownership.isInternal();
        this.isInert = fault.effect() instanceof Effect.Observe || PoolHolds.isReal(fault);
        this.deadline = new Deadline(fault);
    }

    /**
     * On whose behalf a fault stands.
     *
     * @param scope      whose calls alone it hits, or null for all
     * @param gate       what holds the calls it hits, or null
     * @param isInternal whether it carries a listener or a gate and is not shown
     */
    record Ownership(@Nullable CallScope scope, @Nullable HoldingGate gate, boolean isInternal) {
        static final Ownership JVM = new Ownership(null, null, false);
    }

    private static Optional<Delay> delayOf(Effect effect) {
        if (effect instanceof Effect.Latency latency) {
            return Optional.of(latency.delay());
        }
        return effect instanceof Effect.Response response ? Optional.ofNullable(response.delay()) : Optional.empty();
    }

    // what calls consult

    FaultMatch match() {
        return match;
    }

    TriggerState trigger() {
        return trigger;
    }

    Counters counters() {
        return counters;
    }

    @Nullable
    HoldingGate gate() {
        return gate;
    }

    boolean isInternal() {
        return isInternal;
    }

    /** Whether the calls that it matches are only counted: it observes, or its work is done by a {@link PoolHold}. */
    boolean isInert() {
        return isInert;
    }

    boolean isActive() {
        return end == null && !isPaused;
    }

    boolean appliesTo(@Nullable CallScope current) {
        return scope == null || scope == current;
    }

    boolean belongsTo(CallScope owner) {
        return scope == owner;
    }

    long countMatch() {
        isSeen = true;
        counters.matched.increment();
        return trigger.nextMatch();
    }

    void seen() {
        isSeen = true;
    }

    /** Notes the first miss and then one in 1,024: telling why costs more than the miss itself. */
    boolean isMissToBeTold() {
        return (misses++ & MISS_SAMPLE) == 0;
    }

    void noted(String miss) {
        lastMiss = miss;
    }

    /** The delay of the n-th match in nanoseconds; 0 for a fault without one. */
    long delay(long n) {
        return delayLaw == null ? 0 : delayLaw.draw(trigger.seed(), n, deadline.elapsed());
    }

    void begin() {
        inFlight.incrementAndGet();
    }

    /** A call that suffered it is over; the last one of max ends it. */
    void finish() {
        if (inFlight.decrementAndGet() == 0 && trigger.isUsedUp() && end == null) {
            registry.usedUp(this);
        }
    }

    void countInjection(long delayNanos) {
        injected.incrementAndGet();
        counters.injections.increment();
        if (delayNanos > 0) {
            counters.delays.increment();
            counters.delayNanos.add(delayNanos);
        }
    }

    /** Joins those whom the end of the fault frees; false if it has ended or is paused already. */
    boolean join(Waiter waiter) {
        waiters.add(waiter);
        if (isActive()) {
            return true;
        }
        waiters.remove(waiter);
        return false;
    }

    void leave(Waiter waiter) {
        waiters.remove(waiter);
    }

    void cancel(Object key, String label) {
        if (!waiters.isEmpty()) {
            waiters.forEach(waiter -> waiter.cancel(key, label));
        }
    }

    // what the registry leads

    void releaseWaiters() {
        waiters.forEach(Waiter::release);
    }

    void paused(boolean nowPaused) {
        isPaused = nowPaused;
    }

    boolean isPaused() {
        return isPaused;
    }

    /** Says whether this was what ended it. */
    synchronized boolean ended(End why) {
        if (end != null) {
            return false;
        }
        end = why;
        return true;
    }

    Deadline deadline() {
        return deadline;
    }

    // what its owner reads

    @Override
    public String id() {
        return Objects.requireNonNull(fault.id());
    }

    @Override
    public Fault fault() {
        return trigger.rate() == fault.trigger().rate() ? fault : fault.rate(trigger.rate());
    }

    @Override
    public State state() {
        if (end != null) {
            return State.ENDED;
        }
        if (isPaused) {
            return State.PAUSED;
        }
        return isSeen ? State.ACTIVE : State.WAITING;
    }

    @Override
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    @Override
    public Instant armedAt() {
        return armedAt;
    }

    @Override
    public Duration remaining() {
        return end != null ? Duration.ZERO : Duration.ofNanos(deadline.left());
    }

    @Override
    public long matched() {
        return trigger.matched();
    }

    @Override
    public long injected() {
        return injected.get();
    }

    @Override
    public Optional<String> lastMiss() {
        return Optional.ofNullable(lastMiss);
    }

    @Override
    public void pause() {
        registry.pause(this, true, Actor.JAVA);
    }

    @Override
    public void resume() {
        registry.pause(this, false, Actor.JAVA);
    }

    @Override
    public void rate(double rate) {
        registry.rate(this, rate, Actor.JAVA);
    }

    @Override
    public void remaining(Duration duration) {
        registry.remaining(this, duration, Actor.JAVA);
    }

    @Override
    public void close() {
        registry.end(this, End.DISARMED, Actor.JAVA);
    }

    @Override
    public String toString() {
        return id() + " (" + state().word() + "): " + fault();
    }
}
