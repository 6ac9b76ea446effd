package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.ActiveFault.Ownership;
import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.Lease;
import io.github.chaos4j.api.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads the life of faults: waiting → active ⇄ paused → ended. Every change is made under one lock and published as
 * a new table; who waits is freed after the table is, so that a freed call is not hit again.
 */
final class FaultRegistry implements PoolRegistry.Listener {
    private final Arming arming;
    private final ConsentWatch consent;
    private final Aliases aliases;
    private final Timer timer;
    private final PoolHolds holds;
    private final CallLog log;
    private final Injections injections;
    private final FaultMaker maker = new FaultMaker();
    private final KnownFaults faults = new KnownFaults();
    private volatile FaultTable table = FaultTable.EMPTY;
    private @Nullable Runnable onArmed;

    FaultRegistry(
            Arming arming,
            ConsentWatch consent,
            Aliases aliases,
            Timer timer,
            PoolHolds holds,
            CallLog log,
            Injections injections) {
        this.arming = arming;
        this.consent = consent;
        this.aliases = aliases;
        this.timer = timer;
        this.holds = holds;
        this.log = log;
        this.injections = injections;
    }

    FaultTable table() {
        return table;
    }

    /** Run, outside the lock, whenever something has been armed. */
    void onArmed(Runnable action) {
        onArmed = action;
    }

    // arming

    void check(List<Fault> faults) {
        arming.checkSound(faults);
        arming.checkAllowed(consent.refusal());
        synchronized (this) {
            arming.checkCaps(faults, shown().size());
            arming.checkIds(faults, this::isArmed);
        }
    }

    List<ArmedFault> arm(List<Fault> faults, Actor by, Ownership ownership) {
        check(faults);
        List<ActiveFault> armed = new ArrayList<>();
        synchronized (this) {
            arming.checkCaps(faults, shown().size());
            arming.checkIds(faults, this::isArmed);
            faults.forEach(fault -> armed.add(maker.make(this, fault, ownership)));
            armed.forEach(this.faults::add);
            publish();
        }
        armed.forEach(fault -> started(fault, by));
        return List.copyOf(armed);
    }

    /** Carries a listener or a gate: no consent, no cap, not shown. */
    ActiveFault armInternal(Fault fault, Ownership ownership) {
        ActiveFault internal = maker.make(this, fault.lasting(Duration.ofNanos(Nanos.LONGEST)), ownership);
        synchronized (this) {
            faults.add(internal);
            publish();
        }
        return internal;
    }

    ArmedFault replace(Fault fault, Actor by) {
        String id = Objects.requireNonNull(fault.id(), "a fault to replace has an id");
        arming.checkSound(List.of(fault));
        arming.checkAllowed(consent.refusal());
        ActiveFault made;
        ActiveFault before;
        synchronized (this) {
            before = faults.findLive(id);
            arming.checkCaps(List.of(fault), shown().size() - (before == null ? 0 : 1));
            made = maker.make(this, fault, Ownership.JVM);
            faults.add(made);
            if (before != null) {
                faults.end(before, End.REPLACED);
            }
            publish();
        }
        if (before != null) {
            stopped(before, End.REPLACED, by);
        }
        started(made, by);
        return made;
    }

    private void started(ActiveFault fault, Actor by) {
        fault.counters().armed.incrementAndGet();
        watch(fault);
        injections.tell(listener -> listener.armed(fault, by));
        if (PoolHolds.isReal(fault.fault())) {
            holds.begin(fault);
        }
        if (onArmed != null) {
            onArmed.run();
        }
    }

    /** A pool has been seen for the first time: faults may have waited for it. */
    @Override
    public void poolSeen() {
        if (table.isEmpty()) {
            return;
        }
        timer.now(() -> {
            for (ActiveFault fault : table.faults()) {
                if (PoolHolds.isReal(fault.fault())) {
                    holds.begin(fault);
                }
            }
        });
    }

    private void watch(ActiveFault fault) {
        timer.after(fault.deadline().left(), () -> {
            Optional<End> overdue = fault.deadline().passed();
            if (overdue.isPresent()) {
                end(fault, overdue.get(), Actor.TIMER);
            } else if (fault.end().isEmpty()) {
                watch(fault);
            }
        });
    }

    // ending

    void end(ActiveFault fault, End why, Actor by) {
        synchronized (this) {
            if (!faults.end(fault, why)) {
                return;
            }
            publish();
        }
        stopped(fault, why, by);
    }

    void endAll(End why, Actor by) {
        List<ActiveFault> all;
        synchronized (this) {
            all = shown();
            all.forEach(fault -> faults.end(fault, why));
            publish();
        }
        all.forEach(fault -> stopped(fault, why, by));
    }

    void endAllOf(CallScope scope) {
        List<ActiveFault> own;
        synchronized (this) {
            own = faults.live().stream().filter(fault -> fault.belongsTo(scope)).toList();
            own.forEach(fault -> faults.end(fault, End.DISARMED));
            publish();
        }
        own.forEach(fault -> stopped(fault, End.DISARMED, Actor.JAVA));
    }

    void usedUp(ActiveFault fault) {
        timer.now(() -> end(fault, End.MAX, Actor.TIMER));
    }

    private void stopped(ActiveFault fault, End why, Actor by) {
        fault.releaseWaiters();
        holds.end(fault, why == End.SHUTDOWN || why == End.UNINSTALLED);
        if (!fault.isInternal()) {
            fault.counters().armed.decrementAndGet();
            injections.tell(listener -> listener.ended(fault, why, by));
        }
    }

    // changing

    void pause(ActiveFault fault, boolean pause, Actor by) {
        synchronized (this) {
            if (fault.end().isPresent() || fault.isPaused() == pause) {
                return;
            }
            fault.paused(pause);
            publish();
            if (pause) {
                holds.end(fault, false);
            } else if (PoolHolds.isReal(fault.fault())) {
                holds.begin(fault);
            }
        }
        if (pause) {
            fault.releaseWaiters();
        }
        injections.tell(listener -> listener.changed(fault, pause ? "paused" : "resumed", by));
    }

    void rate(ActiveFault fault, double rate, Actor by) {
        arming.checkRate(rate);
        fault.trigger().rate(rate);
        injections.tell(listener -> listener.changed(fault, "rate " + rate, by));
    }

    void remaining(ActiveFault fault, Duration remaining, Actor by) {
        arming.checkRemaining(remaining);
        fault.deadline().expireIn(remaining);
        watch(fault);
        injections.tell(listener -> listener.changed(fault, "remaining " + DurationText.print(remaining), by));
    }

    void checkChange(EngineControl.Change change) {
        if (change.rate() != null) {
            arming.checkRate(change.rate());
        }
        if (change.remaining() != null) {
            arming.checkRemaining(change.remaining());
        }
    }

    synchronized int heartbeat(@Nullable String owner) {
        int renewed = 0;
        for (ActiveFault fault : faults.live()) {
            Lease lease = fault.fault().lease();
            if (lease != null && Objects.equals(lease.owner(), owner)) {
                fault.deadline().renewLease();
                renewed++;
            }
        }
        return renewed;
    }

    // reading

    synchronized List<ActiveFault> shown() {
        return faults.shown();
    }

    synchronized List<ArmedFault> all() {
        return faults.all();
    }

    synchronized Optional<ActiveFault> find(String id) {
        return faults.find(id);
    }

    List<FaultCounters> counters() {
        return maker.counters();
    }

    private boolean isArmed(String id) {
        return faults.findLive(id) != null;
    }

    /** Under the lock. A paused fault is not in the table: it counts nothing. */
    private void publish() {
        List<ActiveFault> active =
                faults.live().stream().filter(ActiveFault::isActive).toList();
        table = active.isEmpty() ? FaultTable.EMPTY : new FaultTable(active, aliases);
        log.observing(!active.isEmpty());
        ChaosGate.armed = !active.isEmpty();
    }
}
