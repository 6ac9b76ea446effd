package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.Caps;
import io.github.chaos4j.agent.engine.Consent;
import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.agent.engine.EngineListener;
import io.github.chaos4j.agent.engine.Injection;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.ArmedFault.State;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.Lease;
import io.github.chaos4j.api.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** An engine that keeps the book of faults and injects none. */
public final class FakeEngine implements EngineControl {
    public final List<Armed> faults = new CopyOnWriteArrayList<>();
    public final List<Injection> injections = new CopyOnWriteArrayList<>();
    public final List<CallRow> rows = new CopyOnWriteArrayList<>();
    public final List<FaultCounters> counters = new CopyOnWriteArrayList<>();
    public final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
    private final Consent consent;
    private final Caps caps;
    private final AtomicInteger made = new AtomicInteger();

    public FakeEngine(Consent consent, Caps caps) {
        this.consent = consent;
        this.caps = caps;
    }

    public FakeEngine() {
        this(Optional::empty, Caps.DEFAULT);
    }

    public final class Armed implements ArmedFault {
        private final Fault fault;
        private final Instant armedAt = Instant.parse("2026-11-20T10:00:00Z");
        volatile State state = State.ACTIVE;
        volatile End end;
        volatile double rate;
        volatile Duration remaining;

        Armed(Fault fault) {
            this.fault = fault.id() == null ? fault.named("made-up-" + made.incrementAndGet()) : fault;
            this.rate = fault.trigger().rate();
            this.remaining = fault.duration();
        }

        @Override
        public String id() {
            return Objects.requireNonNull(fault.id());
        }

        @Override
        public Fault fault() {
            return fault.rate(rate);
        }

        @Override
        public State state() {
            return state;
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
            return remaining;
        }

        @Override
        public long matched() {
            return 7;
        }

        @Override
        public long injected() {
            return 3;
        }

        @Override
        public Optional<String> lastMiss() {
            return Optional.empty();
        }

        @Override
        public void pause() {
            change(id(), new Change(false, null, null), Actor.JAVA);
        }

        @Override
        public void resume() {
            change(id(), new Change(true, null, null), Actor.JAVA);
        }

        @Override
        public void rate(double newRate) {
            change(id(), new Change(null, newRate, null), Actor.JAVA);
        }

        @Override
        public void remaining(Duration duration) {
            change(id(), new Change(null, null, duration), Actor.JAVA);
        }

        @Override
        public void close() {
            ended(this, End.DISARMED, Actor.JAVA);
        }
    }

    @Override
    public List<ArmedFault> arm(List<Fault> toArm) {
        return arm(toArm, Actor.JAVA);
    }

    @Override
    public synchronized List<ArmedFault> arm(List<Fault> toArm, Actor by) {
        consent.refusal().ifPresent(why -> {
            throw refused(Reason.GATE_CLOSED, "", "", why);
        });
        check(toArm);
        List<ArmedFault> armed = new ArrayList<>();
        for (Fault fault : toArm) {
            Armed one = new Armed(fault);
            faults.add(one);
            armed.add(one);
            listeners.forEach(listener -> listener.armed(one, by));
        }
        return armed;
    }

    @Override
    public synchronized ArmedFault replace(Fault fault, Actor by) {
        armedOf(fault.id()).ifPresent(old -> ended(old, End.REPLACED, by));
        return arm(List.of(fault), by).get(0);
    }

    private Optional<Armed> armedOf(String id) {
        return faults.stream()
                .filter(one -> one.end == null && one.id().equals(id))
                .findFirst();
    }

    @Override
    public void check(List<Fault> toCheck) {
        io.github.chaos4j.api.text.FaultText.check(toCheck);
        Set<String> ids = new HashSet<>();
        for (Fault fault : toCheck) {
            if (fault.id() != null && (armedOf(fault.id()).isPresent() || !ids.add(fault.id()))) {
                throw refused(Reason.ID_TAKEN, "id", fault.id(), "id \"" + fault.id() + "\" is taken");
            }
            if (fault.duration().compareTo(caps.duration()) > 0) {
                throw refused(Reason.OVER_CAP, "duration", fault.duration().toString(), "over CHAOS_MAX_DURATION");
            }
        }
    }

    private static ChaosRefusedException refused(Reason reason, String field, String value, String message) {
        return new ChaosRefusedException(reason, new FieldError(field, value, message));
    }

    private Armed known(String id) {
        return faults.stream()
                .filter(one -> one.id().equals(id))
                .reduce((first, second) -> second)
                .orElseThrow(() -> refused(Reason.UNKNOWN_ID, "id", id, "there is no fault " + id));
    }

    @Override
    public void end(String id, End why, Actor by) {
        ended(known(id), why, by);
    }

    private synchronized void ended(Armed fault, End why, Actor by) {
        if (fault.end == null) {
            fault.end = why;
            fault.state = State.ENDED;
            fault.remaining = Duration.ZERO;
            listeners.forEach(listener -> listener.ended(fault, why, by));
        }
    }

    @Override
    public void stop(End why, Actor by) {
        faults.forEach(fault -> ended(fault, why, by));
    }

    @Override
    public void stop() {
        stop(End.STOPPED, Actor.JAVA);
    }

    @Override
    public void change(String id, Change change, Actor by) {
        Armed fault = known(id);
        if (change.active() != null) {
            fault.state = change.active() ? State.ACTIVE : State.PAUSED;
        }
        fault.rate = change.rate() == null ? fault.rate : change.rate();
        fault.remaining = change.remaining() == null ? fault.remaining : change.remaining();
        listeners.forEach(listener -> listener.changed(fault, change.toString(), by));
    }

    @Override
    public int heartbeat(String owner) {
        return (int) armed().stream()
                .map(fault -> fault.fault().lease())
                .filter(lease -> lease != null && Objects.equals(lease.owner(), owner))
                .map(Lease::time)
                .count();
    }

    @Override
    public Optional<String> refusal() {
        return consent.latestRefusal();
    }

    @Override
    public List<ArmedFault> all() {
        return List.copyOf(faults);
    }

    @Override
    public List<ArmedFault> armed() {
        return faults.stream()
                .filter(one -> one.end == null)
                .map(ArmedFault.class::cast)
                .toList();
    }

    @Override
    public Optional<ArmedFault> find(String id) {
        return faults.stream()
                .filter(one -> one.id().equals(id))
                .reduce((first, second) -> second)
                .map(ArmedFault.class::cast);
    }

    @Override
    public List<CallRow> calls() {
        return rows;
    }

    @Override
    public Duration observedFor() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Explanation explain(Fault fault) {
        return new Explanation(
                2, List.of(new Explanation.Miss(1, "service", "orders", "h2:mem")), "try service h2:mem");
    }

    @Override
    public List<Injection> recent() {
        return injections;
    }

    @Override
    public List<FaultCounters> counters() {
        return counters;
    }

    @Override
    public long engineErrors() {
        return 1;
    }

    @Override
    public List<ClientStatus> clients() {
        return List.of(new ClientStatus("okhttp", List.of("okhttp3.RealCall"), "ready", ""));
    }

    @Override
    public List<String> warnings() {
        return List.of("of the engine");
    }

    @Override
    public void listen(EngineListener listener) {
        listeners.add(listener);
    }

    @Override
    public void allowWhile(BooleanSupplier condition) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Scope openScope(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String status() {
        return "{}";
    }
}
