package io.github.chaos4j.api.text;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** An engine that keeps what it is told and injects nothing. */
final class FakeRuntime implements ChaosRuntime {
    final Map<String, FakeFault> faults = new LinkedHashMap<>();
    final List<BooleanSupplier> conditions = new ArrayList<>();
    String lastOwner = "nobody";
    boolean gateOpen = true;

    @Override
    public List<ArmedFault> arm(List<Fault> wanted) {
        if (!gateOpen) {
            throw new ChaosRefusedException(
                    ChaosRefusedException.Reason.GATE_CLOSED, new FieldError("gate", "closed", "the flag says\tno"));
        }
        List<ArmedFault> armed = new ArrayList<>();
        for (Fault fault : wanted) {
            FakeFault made = new FakeFault(fault.named("f" + faults.size()));
            faults.put(made.id(), made);
            armed.add(made);
        }
        return armed;
    }

    @Override
    public List<ArmedFault> armed() {
        return faults.values().stream()
                .filter(fault -> fault.end == null)
                .map(ArmedFault.class::cast)
                .toList();
    }

    @Override
    public Optional<ArmedFault> find(String id) {
        return Optional.ofNullable(faults.get(id));
    }

    @Override
    public void stop() {
        faults.values().forEach(FakeFault::close);
    }

    @Override
    public void allowWhile(BooleanSupplier condition) {
        conditions.add(condition);
    }

    @Override
    public Scope openScope(String name) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public String status() {
        return "{\"text\":\"a\\\\b\tc\"}\n";
    }

    @Override
    public int heartbeat(String owner) {
        lastOwner = owner;
        return 2;
    }

    @Override
    public List<FaultCounters> counters() {
        return List.of(new FaultCounters("slow", "latency", "jdbc", "", 1, 2, 3, 4, true));
    }

    @Override
    public long engineErrors() {
        return 7;
    }

    static final class FakeFault implements ArmedFault {
        final Fault fault;
        State state = State.ACTIVE;
        End end;
        double rate;
        Duration remaining;
        long injected;

        FakeFault(Fault fault) {
            this.fault = fault;
            this.remaining = fault.duration();
        }

        @Override
        public String id() {
            return fault.id();
        }

        @Override
        public Fault fault() {
            return fault;
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
            return Instant.parse("2026-11-20T10:00:00.123Z");
        }

        @Override
        public Duration remaining() {
            return remaining;
        }

        @Override
        public long matched() {
            return 11;
        }

        @Override
        public long injected() {
            return injected;
        }

        @Override
        public Optional<String> lastMiss() {
            return Optional.of("statement \"select\n1\"");
        }

        @Override
        public void pause() {
            state = State.PAUSED;
        }

        @Override
        public void resume() {
            state = State.ACTIVE;
        }

        @Override
        public void rate(double newRate) {
            rate = newRate;
        }

        @Override
        public void remaining(Duration duration) {
            remaining = duration;
        }

        @Override
        public void close() {
            state = State.ENDED;
            end = End.DISARMED;
        }
    }
}
