package io.github.chaos4j.micrometer;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.Scope;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** An engine with counters and nothing else. */
final class CountedRuntime implements ChaosRuntime {
    List<FaultCounters> counters = new ArrayList<>();
    long engineErrors;
    int armed;
    int readings;

    @Override
    public List<FaultCounters> counters() {
        readings++;
        return List.copyOf(counters);
    }

    @Override
    public long engineErrors() {
        return engineErrors;
    }

    @Override
    public List<ArmedFault> armed() {
        ArmedFault fault = (ArmedFault) Proxy.newProxyInstance(
                ArmedFault.class.getClassLoader(), new Class<?>[] {ArmedFault.class}, (self, method, args) -> null);
        return Collections.nCopies(armed, fault);
    }

    @Override
    public List<ArmedFault> arm(List<Fault> faults) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ArmedFault> find(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    @Override
    public int heartbeat(String owner) {
        throw new UnsupportedOperationException();
    }
}
