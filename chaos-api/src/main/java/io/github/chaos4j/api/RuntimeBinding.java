package io.github.chaos4j.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where {@link Chaos} finds its engine. The agent binds it at install; nobody else may. */
public final class RuntimeBinding {
    private static volatile @Nullable ChaosRuntime bound;

    private RuntimeBinding() {}

    /** Called by the agent at install, and with null at uninstall. */
    public static void bind(@Nullable ChaosRuntime runtime) {
        bound = runtime;
    }

    static Optional<ChaosRuntime> find() {
        return Optional.ofNullable(bound);
    }

    static ChaosRuntime get() {
        return find().orElseThrow(() -> new IllegalStateException(
                "no Chaos4J agent in this JVM: start it with -javaagent:chaos-agent.jar and CHAOS_ENABLED=true, or attach"
                        + " one with: chaos attach <pid> --enable"));
    }
}
