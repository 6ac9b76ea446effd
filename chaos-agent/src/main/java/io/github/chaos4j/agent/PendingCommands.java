package io.github.chaos4j.agent;

import io.github.chaos4j.agent.gate.ChaosGate;
import java.util.function.UnaryOperator;

/** Stands behind the gate while the agent is being installed: who asks meanwhile is answered afterwards. */
final class PendingCommands implements UnaryOperator<String> {
    private PendingCommands() {}

    static void open() {
        if (ChaosGate.control == null) {
            ChaosGate.control = new PendingCommands();
        }
    }

    static void close() {
        if (ChaosGate.control instanceof PendingCommands) {
            ChaosGate.control = null;
        }
    }

    @Override
    public String apply(String request) {
        StartingAgent.await();
        UnaryOperator<String> installed = ChaosGate.control;
        if (installed == null) {
            throw new IllegalStateException("the Chaos4J agent has stayed out; stderr tells why");
        }
        return installed.apply(request);
    }
}
