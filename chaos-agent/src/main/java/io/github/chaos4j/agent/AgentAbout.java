package io.github.chaos4j.agent;

import io.github.chaos4j.agent.engine.EngineControl;
import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.agent.weave.SelfCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the agent says of itself in status. The gate is checked at every request; the weaving with the first
 * request that finds a class woven, or when asked to: before that it would load Byte Buddy for nothing.
 */
final class AgentAbout implements EngineControl.About {
    private static final String REMEDY =
            ": no fault reaches woven code; start the JVM with this agent listed first, and report it with this status";

    private final ChaosGate ours;
    private final WeavingStatus weaving;
    private boolean isWeavingChecked;
    private Optional<String> weavingFailure = Optional.empty();

    AgentAbout(ChaosGate ours, WeavingStatus weaving) {
        this.ours = ours;
        this.weaving = weaving;
    }

    @Override
    public Map<String, Object> fields() {
        return fields(weaving.any());
    }

    @Override
    public synchronized Map<String, Object> verified() {
        isWeavingChecked = false;
        return fields(true);
    }

    private synchronized Map<String, Object> fields(boolean checkWeaving) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", Version.of(ChaosAgent.class));
        fields.put("selfCheck", selfCheck(checkWeaving));
        fields.put("warnings", weaving.failures());
        return fields;
    }

    private Map<String, Object> selfCheck(boolean checkWeaving) {
        if (ChaosGate.bound() != ours) {
            return failed("the gate belongs to another engine");
        }
        if (checkWeaving && !isWeavingChecked) {
            weavingFailure = SelfCheck.weaving();
            isWeavingChecked = true;
        }
        if (!isWeavingChecked) {
            return Map.of("state", "no client loaded yet");
        }
        return weavingFailure.map(AgentAbout::failed).orElse(Map.of("state", "verified"));
    }

    private static Map<String, Object> failed(String why) {
        return Map.of("state", "failed", "reason", why + REMEDY);
    }
}
