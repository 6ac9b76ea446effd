package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.agent.engine.StatusReport;
import io.github.chaos4j.api.ArmedFault;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What every carrier shares: settings, gate, engine, the actions so far and the warnings. Thread-safe. */
public final class Control {
    private final Settings settings;
    private final ConsentGate gate;
    private final EngineControl engine;
    private final EngineControl.About about;
    private final ControlActions actions = new ControlActions(Clock.systemUTC());
    /** By what they are about, so that a later one takes the place of an earlier, or none does. */
    private final Map<String, String> warnings = new ConcurrentHashMap<>();

    private final Queue<Runnable> onUse = new ConcurrentLinkedQueue<>();

    public Control(Settings settings, ConsentGate gate, EngineControl engine, EngineControl.About about) {
        this.settings = settings;
        this.gate = gate;
        this.engine = engine;
        this.about = about;
        engine.listen(actions);
    }

    public Settings settings() {
        return settings;
    }

    public EngineControl engine() {
        return engine;
    }

    public ControlActions actions() {
        return actions;
    }

    /** Whether neither the switch of JMX nor the latch is off. */
    public boolean isEnabled() {
        return gate.isEnabled();
    }

    /**
     * {@code GET /chaos}.
     *
     * @param verify whether the agent shall check itself once more
     */
    public Map<String, Object> status(boolean verify) {
        Map<String, Object> ofAgent = verify ? about.verified() : about.fields();
        Map<String, Object> fields =
                StatusReport.of(engine, ofAgent, engine.refusal().orElse(""));
        fields.put("instance", settings.instance());
        fields.put("service", settings.service());
        fields.put("warnings", allWarnings(ofAgent.get("warnings")));
        return fields;
    }

    private List<String> allWarnings(@Nullable Object ofAbout) {
        List<String> all = new ArrayList<>();
        if (ofAbout instanceof List<?> list) {
            list.forEach(warning -> all.add(String.valueOf(warning)));
        }
        all.addAll(settings.warnings());
        all.addAll(engine.warnings());
        all.addAll(warnings.values());
        return all;
    }

    /** Closes the gate until the JVM ends. The caller stops the engine. */
    public void latch(Actor by) {
        gate.latch();
        actions.note("gate", "", "latched", by);
    }

    /** The switch of JMX: off ends everything. */
    public void enabled(boolean enabled, Actor by) {
        gate.enabled(enabled);
        actions.note("gate", "", enabled ? "enabled" : "disabled", by);
        if (!enabled) {
            engine.stop(ArmedFault.End.STOPPED, by);
        }
    }

    /** Shows the warning in status until {@link #unwarn}. */
    void warn(String about, String warning) {
        warnings.put(about, warning);
    }

    void unwarn(String about) {
        warnings.remove(about);
    }

    /** Something of ours failed: shown in status, and once on stderr. */
    public void failed(String what, Throwable cause) {
        if (warnings.put(what, what + " failed: " + cause) == null) {
            Stderr.line(what + " failed: " + cause);
        }
    }

    /** Runs the task at the first use of the control plane. */
    void onFirstUse(Runnable task) {
        onUse.add(task);
    }

    /** Somebody uses the control plane. */
    public void used() {
        for (Runnable task = onUse.poll(); task != null; task = onUse.poll()) {
            task.run();
        }
    }
}
