package io.github.chaos4j.agent;

import io.github.chaos4j.agent.client.Adapters;
import io.github.chaos4j.agent.client.Catalog;
import io.github.chaos4j.agent.control.ConsentGate;
import io.github.chaos4j.agent.control.ControlPlane;
import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.agent.engine.ChaosEngine;
import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.weave.ChaosTransformer;
import io.github.chaos4j.agent.weave.LoadedClassSweep;
import io.github.chaos4j.api.RuntimeBinding;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent put together: engine behind the gate, transformer, adapters. Links against the gate. */
final class Installation {
    private final Instrumentation instrumentation;
    private final ChaosEngine engine;
    private final ChaosTransformer transformer;
    private final WeavingStatus weaving;
    private @Nullable ControlPlane control;

    private Installation(
            Instrumentation instrumentation, ChaosEngine engine, ChaosTransformer transformer, WeavingStatus weaving) {
        this.instrumentation = instrumentation;
        this.engine = engine;
        this.transformer = transformer;
        this.weaving = weaving;
    }

    /** @throws IllegalStateException if another copy of the agent is installed */
    static Installation of(Instrumentation instrumentation, Settings settings) {
        ChaosGate bound = ChaosGate.bound();
        if (bound != null) {
            throw new IllegalStateException("another Chaos4J agent is installed, of version "
                    + Version.of(bound.getClass()) + "; this one is of version " + Version.of(ChaosAgent.class)
                    + ": uninstall it first, or use it");
        }
        List<Hook> hooks = settings.canary() ? Catalog.hooks() : List.of();
        Adapters adapters = new Adapters(hooks, new InstrumentationOpener(instrumentation));
        ConsentGate consent = new ConsentGate(settings);
        ChaosEngine engine = EngineSettings.engine(settings, consent, hooks, adapters);
        WeavingStatus weaving = new WeavingStatus(adapters);
        ChaosTransformer transformer = new ChaosTransformer(hooks, weaving);
        Installation installation = new Installation(instrumentation, engine, transformer, weaving);
        installation.start(hooks);
        installation.control = ControlPlane.start(settings, consent, engine, new AgentAbout(engine.gate(), weaving));
        return installation;
    }

    private void start(List<Hook> hooks) {
        ChaosGate.bind(engine.gate());
        RuntimeBinding.bind(engine);
        ChaosGate.control = new GateCommands(engine);
        if (!hooks.isEmpty()) {
            instrumentation.addTransformer(transformer, true);
            sweep();
        }
    }

    /** Woven code first, so that no call enters an engine that closes. */
    void remove() {
        ChaosGate.armed = false;
        if (control != null) {
            control.close();
        }
        engine.close();
        if (instrumentation.removeTransformer(transformer)) {
            sweep();
        }
        RuntimeBinding.bind(null);
        ChaosGate.control = null;
        ChaosGate.bind(null);
    }

    private void sweep() {
        new LoadedClassSweep(instrumentation, transformer, weaving).run();
    }
}
