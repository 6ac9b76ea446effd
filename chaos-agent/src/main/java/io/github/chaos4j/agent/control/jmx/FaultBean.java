package io.github.chaos4j.agent.control.jmx;

import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.agent.engine.EngineControl.Change;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.text.DurationText;
import java.time.Duration;

/** One fault, found anew by its id each time: one that was replaced keeps its bean. */
record FaultBean(EngineControl engine, String id) implements FaultMXBean {

    private ArmedFault fault() {
        return engine.find(id).orElseThrow(() -> new IllegalStateException("the fault " + id + " has ended"));
    }

    @Override
    public boolean isActive() {
        ArmedFault.State state = fault().state();
        return state == ArmedFault.State.ACTIVE || state == ArmedFault.State.WAITING;
    }

    @Override
    public void setActive(boolean active) {
        ChaosBean.plainly(() -> {
            engine.change(id, new Change(active, null, null), Principal.actor());
            return "";
        });
    }

    @Override
    public String getFault() {
        return fault().fault().toString();
    }

    @Override
    public String getState() {
        return fault().state().word();
    }

    @Override
    public long getMatched() {
        return fault().matched();
    }

    @Override
    public long getInjected() {
        return fault().injected();
    }

    @Override
    public String getRemaining() {
        return DurationText.print(Duration.ofMillis(fault().remaining().toMillis()));
    }
}
