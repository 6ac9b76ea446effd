package io.github.chaos4j.samples.flags;

import dev.openfeature.sdk.Client;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.micrometer.ChaosMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/** Called once at start-up. Without an agent in the JVM none of it has an effect. */
public final class ChaosByFlag {
    /** The flag that must be on for a fault to be armed, and stay on for it to last. */
    public static final String FLAG = "chaos-enabled";

    private ChaosByFlag() {}

    /** An unknown flag, or a provider that fails, counts as off. */
    public static void install(Client flags, MeterRegistry registry) {
        Chaos.allowWhile(() -> flags.getBooleanValue(FLAG, false));
        new ChaosMetrics().bindTo(registry);
    }
}
