package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.ActiveFault.Ownership;
import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.Scope;
import io.github.chaos4j.api.text.FaultText;
import io.github.chaos4j.api.text.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The engine of a JVM: one per agent, however the agent came in. Thread-safe. Nothing runs before something is armed. */
public final class ChaosEngine implements EngineControl, AutoCloseable {
    private final AdapterSource adapters;
    private final List<Hook> hooks;
    private final EngineErrors errors = new EngineErrors();
    private final Injections injections = new Injections(errors);
    private final CallLog log = new CallLog(errors);
    private final Timer timer = new Timer("chaos-timer");
    private final FaultRegistry registry;
    private final ConsentWatch consent;
    private final EngineGate gate;
    private volatile @Nullable About about;
    private @Nullable Thread shutdownHook;

    /**
     * @param hooks    the woven places, each at the index of its id
     * @param adapters where to find the adapter of a place
     * @param aliases  the user's own names for peers
     */
    public ChaosEngine(List<Hook> hooks, AdapterSource adapters, Aliases aliases, Caps caps, Consent consent) {
        this.hooks = List.copyOf(hooks);
        this.adapters = adapters;
        this.consent = new ConsentWatch(consent);
        PoolRegistry pools = new PoolRegistry(adapters);
        this.registry = new FaultRegistry(
                new Arming(caps), this.consent, aliases, timer, new PoolHolds(pools, aliases, errors), log, injections);
        pools.listen(registry);
        // no lambda on the way in: the first one of a JVM costs more than all the rest of the install
        registry.onArmed(new Runnable() {
            @Override
            public void run() {
                onArmed();
            }
        });
        this.gate = new EngineGate(
                this.hooks,
                adapters,
                new CallInterceptor(registry, log, injections, errors, timer, pools),
                pools,
                errors);
    }

    /** What woven code calls; to be bound to {@link ChaosGate#bind}. */
    public ChaosGate gate() {
        return gate;
    }

    /** What the agent says of itself in {@link #status}. */
    public void about(About newAbout) {
        about = newAbout;
    }

    private void onArmed() {
        Warmth.prepare();
        addShutdownHook();
        consent.watchWhile(
                () -> !registry.shown().isEmpty(),
                refusal -> registry.endAll(End.GATE, new Actor("gate", refusal, "")));
    }

    /** Held connections go back before the pool's own hook closes it; added with the first fault only. */
    private synchronized void addShutdownHook() {
        if (shutdownHook != null) {
            return;
        }
        Thread hook = new Thread(() -> registry.endAll(End.SHUTDOWN, Actor.JAVA), "chaos-shutdown");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            shutdownHook = hook;
        } catch (IllegalStateException shuttingDownAlready) {
            errors.tell("armed while the JVM shuts down");
        }
    }

    /** Ends every fault, waits for held connections to be back, and stops every thread of the engine. */
    @Override
    public synchronized void close() {
        registry.endAll(End.UNINSTALLED, Actor.JAVA);
        if (shutdownHook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException shuttingDownAlready) {
                errors.tell("uninstalled while the JVM shuts down");
            }
            shutdownHook = null;
        }
        consent.close();
        timer.close();
    }

    @Override
    public List<ArmedFault> arm(List<Fault> faults) {
        return arm(faults, Actor.JAVA);
    }

    @Override
    public List<ArmedFault> arm(List<Fault> faults, Actor by) {
        return registry.arm(faults, by, Ownership.JVM);
    }

    @Override
    public ArmedFault replace(Fault fault, Actor by) {
        return registry.replace(fault, by);
    }

    @Override
    public void check(List<Fault> faults) {
        registry.check(faults);
    }

    @Override
    public void end(String id, End why, Actor by) {
        registry.end(known(id), why, by);
    }

    @Override
    public void stop() {
        stop(End.STOPPED, Actor.JAVA);
    }

    @Override
    public void stop(End why, Actor by) {
        registry.endAll(why, by);
    }

    @Override
    public void change(String id, Change change, Actor by) {
        ActiveFault fault = known(id);
        registry.checkChange(change);
        if (change.rate() != null) {
            registry.rate(fault, change.rate(), by);
        }
        if (change.remaining() != null) {
            registry.remaining(fault, change.remaining(), by);
        }
        if (change.active() != null) {
            registry.pause(fault, !change.active(), by);
        }
    }

    private ActiveFault known(String id) {
        return registry.find(id)
                .orElseThrow(() -> new ChaosRefusedException(
                        Reason.UNKNOWN_ID,
                        new FieldError("id", id, "no fault has the id \"" + id + "\": GET /chaos/faults lists them")));
    }

    @Override
    public int heartbeat(@Nullable String owner) {
        return registry.heartbeat(owner);
    }

    @Override
    public List<ArmedFault> armed() {
        return List.copyOf(registry.shown());
    }

    @Override
    public List<ArmedFault> all() {
        return registry.all();
    }

    @Override
    public Optional<ArmedFault> find(String id) {
        return registry.find(id).map(fault -> fault);
    }

    @Override
    public Optional<String> refusal() {
        return consent.latestRefusal();
    }

    @Override
    public void allowWhile(BooleanSupplier condition) {
        consent.allowWhile(condition);
    }

    @Override
    public Scope openScope(String name) {
        return new CallScope(name, registry);
    }

    @Override
    public List<CallRow> calls() {
        return log.rows().stream().map(CallLog.Row::snapshot).toList();
    }

    @Override
    public Duration observedFor() {
        return log.observedFor();
    }

    @Override
    public Explanation explain(Fault fault) {
        FaultText.check(fault);
        return new Explainer(fault).explain(log.rows());
    }

    @Override
    public List<Injection> recent() {
        return injections.recent();
    }

    @Override
    public List<FaultCounters> counters() {
        return registry.counters();
    }

    @Override
    public long engineErrors() {
        return errors.count();
    }

    @Override
    public List<ClientStatus> clients() {
        return new TreeSet<>(hooks.stream().map(Hook::client).toList())
                .stream()
                        .map(client -> new ClientStatus(
                                client,
                                List.copyOf(adapters.woven(client)),
                                adapters.state(client).toString(),
                                adapters.reason(client)))
                        .toList();
    }

    @Override
    public List<String> warnings() {
        return errors.warnings();
    }

    @Override
    public void listen(EngineListener listener) {
        injections.listen(listener);
    }

    @Override
    public String status() {
        return Json.write(StatusReport.of(
                this,
                about == null ? Map.of() : about.fields(),
                consent.latestRefusal().orElse("")));
    }
}
