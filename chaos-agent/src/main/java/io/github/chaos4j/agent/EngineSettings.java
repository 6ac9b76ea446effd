package io.github.chaos4j.agent;

import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.agent.engine.Aliases;
import io.github.chaos4j.agent.engine.ChaosEngine;
import io.github.chaos4j.agent.engine.Consent;
import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.Hook;
import java.util.List;

/** The engine as the settings want it. */
final class EngineSettings {
    private EngineSettings() {}

    static ChaosEngine engine(Settings settings, Consent consent, List<Hook> hooks, AdapterSource adapters) {
        return new ChaosEngine(hooks, adapters, new Aliases(settings.services()), settings.caps(), consent);
    }
}
