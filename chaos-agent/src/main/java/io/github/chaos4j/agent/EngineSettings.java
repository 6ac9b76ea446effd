package io.github.chaos4j.agent;

import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.agent.engine.Aliases;
import io.github.chaos4j.agent.engine.ChaosEngine;
import io.github.chaos4j.agent.engine.Consent;
import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.Hook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine as the settings want it. */
final class EngineSettings {
    private EngineSettings() {}

    static ChaosEngine engine(Settings settings, List<Hook> hooks, AdapterSource adapters) {
        Map<String, String> aliases = new LinkedHashMap<>();
        for (Map.Entry<String, String> alias : settings.services()) {
            aliases.put(alias.getKey(), alias.getValue());
        }
        Consent consent = settings.canary()
                ? Optional::empty
                : () -> Optional.of("this instance is no canary: see CHAOS_CANARY");
        return new ChaosEngine(hooks, adapters, new Aliases(aliases), settings.caps(), consent);
    }
}
