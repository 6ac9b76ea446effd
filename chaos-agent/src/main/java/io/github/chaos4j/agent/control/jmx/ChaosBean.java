package io.github.chaos4j.agent.control.jmx;

import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.agent.control.FaultInput;
import io.github.chaos4j.agent.control.Views;
import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Hands on to the engine, with exceptions that a console can show without our classes. */
final class ChaosBean implements ChaosMXBean {
    private final Control control;
    private final EngineControl engine;

    ChaosBean(Control control) {
        this.control = control;
        this.engine = control.engine();
    }

    @Override
    public boolean isEnabled() {
        return control.isEnabled();
    }

    @Override
    public void setEnabled(boolean enabled) {
        control.enabled(enabled, Principal.actor());
    }

    @Override
    public List<String> getArmed() {
        return engine.armed().stream().map(fault -> fault.fault().toString()).toList();
    }

    @Override
    public String getStatus() {
        return Json.write(control.status(false));
    }

    @Override
    public String arm(String text) {
        return plainly(() -> {
            List<String> ids = new ArrayList<>();
            for (ArmedFault fault : engine.arm(FaultInput.read(text).faults(), Principal.actor())) {
                ids.add(fault.id());
            }
            return String.join(", ", ids);
        });
    }

    @Override
    public String latency(String target, String delay, String rate, String duration) {
        return arm("latency " + target + key("delay", delay) + key("rate", rate) + key("duration", duration));
    }

    @Override
    public String error(String target, String kind, String rate, String duration) {
        return arm("error " + target + key("kind", kind) + key("rate", rate) + key("duration", duration));
    }

    @Override
    public String exhaust(String pool, String leave, String duration) {
        return arm("exhaustion pool " + pool + key("leave", leave) + key("duration", duration));
    }

    private static String key(String key, String value) {
        return value.isBlank() ? "" : " " + key + "=" + value.strip();
    }

    @Override
    public void disarm(String id) {
        plainly(() -> {
            engine.end(id, ArmedFault.End.DISARMED, Principal.actor());
            return "";
        });
    }

    @Override
    public void disarmAll() {
        engine.stop(ArmedFault.End.STOPPED, Principal.actor());
    }

    @Override
    public String explain(String text) {
        return plainly(() -> {
            List<Fault> faults = FaultInput.read(text).faults();
            if (faults.size() != 1) {
                throw new IllegalArgumentException("give exactly one fault");
            }
            return Json.write(Views.explanation(engine.explain(faults.get(0))));
        });
    }

    static String plainly(Supplier<String> operation) {
        try {
            return operation.get();
        } catch (InvalidFaultException e) {
            throw new IllegalArgumentException(e.getMessage());
        } catch (ChaosRefusedException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
