package io.github.chaos4j.samples.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.providers.memory.Flag;
import dev.openfeature.sdk.providers.memory.InMemoryProvider;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.RuntimeBinding;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChaosByFlagTest {
    private final InMemoryProvider provider = new InMemoryProvider(Map.of(ChaosByFlag.FLAG, flag("off")));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<BooleanSupplier> conditions = new ArrayList<>();
    private Client flags;

    @BeforeEach
    void provide() {
        OpenFeatureAPI.getInstance().setProviderAndWait("sample", provider);
        flags = OpenFeatureAPI.getInstance().getClient("sample");
    }

    @AfterEach
    void unbind() {
        RuntimeBinding.bind(null);
        OpenFeatureAPI.getInstance().shutdown();
    }

    @Test
    void theFlagDecides() {
        RuntimeBinding.bind(engine());
        ChaosByFlag.install(flags, registry);

        assertThat(conditions).hasSize(1);
        BooleanSupplier allowed = conditions.get(0);
        assertThat(allowed.getAsBoolean()).isFalse();
        provider.updateFlag(ChaosByFlag.FLAG, flag("on"));
        assertThat(allowed.getAsBoolean()).isTrue();
        provider.updateFlag(ChaosByFlag.FLAG, flag("off"));
        assertThat(allowed.getAsBoolean()).isFalse();
    }

    @Test
    void anUnknownFlagIsOff() {
        OpenFeatureAPI.getInstance().setProviderAndWait("sample", new InMemoryProvider(Map.of()));
        RuntimeBinding.bind(engine());
        ChaosByFlag.install(flags, registry);
        assertThat(conditions.get(0).getAsBoolean()).isFalse();
    }

    @Test
    void withoutAnAgentNothingHappensButZeroesInTheRegistry() {
        assertThat(Chaos.isAvailable()).isFalse();
        ChaosByFlag.install(flags, registry);
        assertThat(conditions).isEmpty();
        assertThat(registry.get("chaos.faults.armed").gauge().value()).isZero();
    }

    private static Flag<Boolean> flag(String variant) {
        return Flag.<Boolean>builder()
                .variant("on", true)
                .variant("off", false)
                .defaultVariant(variant)
                .build();
    }

    /** An engine that notes the conditions and has nothing armed. */
    private ChaosRuntime engine() {
        return (ChaosRuntime) Proxy.newProxyInstance(
                ChaosRuntime.class.getClassLoader(), new Class<?>[] {ChaosRuntime.class}, (self, method, args) -> {
                    if (method.getName().equals("allowWhile")) {
                        conditions.add((BooleanSupplier) args[0]);
                        return null;
                    }
                    return method.getReturnType() == List.class ? List.of() : null;
                });
    }
}
