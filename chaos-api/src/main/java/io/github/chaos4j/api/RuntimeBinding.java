package io.github.chaos4j.api;

import io.github.chaos4j.api.text.TextProtocol;
import io.github.chaos4j.api.text.TextRuntime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where {@link Chaos} finds its engine: bound here, or in a copy of this class that a child-first loader loaded
 * a second time, behind the gate, spoken to in text. Only the agent binds, at install.
 */
public final class RuntimeBinding {
    private static volatile @Nullable ChaosRuntime bound;

    private RuntimeBinding() {}

    /** Called by the agent at install, and with null at uninstall. */
    public static void bind(@Nullable ChaosRuntime runtime) {
        bound = runtime;
    }

    static Optional<ChaosRuntime> find() {
        if (bound == null) {
            TextProtocol.awaitAgent();
        }
        ChaosRuntime runtime = bound;
        return runtime != null ? Optional.of(runtime) : TextRuntime.through(TextProtocol.GATE_CLASS, null);
    }

    static ChaosRuntime get() {
        return find().orElseThrow(() -> new IllegalStateException(
                "no Chaos4J agent in this JVM: start it with -javaagent:chaos-agent.jar and CHAOS_ENABLED=true, or attach"
                        + " one with: chaos attach <pid> --enable"));
    }
}
