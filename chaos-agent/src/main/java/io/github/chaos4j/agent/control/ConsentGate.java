package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.Consent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chaos is allowed while it is enabled, this instance is a canary, nobody has switched or latched it off, the
 * flag file says true and the feature flag does. The conditions of the application are the engine's part of the
 * gate. Made in premain, where it reads nothing yet. Thread-safe.
 */
public final class ConsentGate implements Consent {
    private final Settings settings;
    private final @Nullable FlagFile file;
    private volatile @Nullable OfrepFlag flag;
    private volatile boolean switchedOff;
    private volatile boolean latched;

    public ConsentGate(Settings settings) {
        this.settings = settings;
        String path = settings.value(Setting.FLAG_FILE);
        this.file = path == null ? null : new FlagFile(path);
    }

    @Override
    public Optional<String> refusal() {
        return local().or(() -> {
            OfrepFlag remote = flag();
            return remote == null ? Optional.empty() : remote.refusal();
        });
    }

    @Override
    public Optional<String> latestRefusal() {
        return local().or(() -> {
            OfrepFlag remote = flag();
            return remote == null ? Optional.empty() : remote.latestRefusal();
        });
    }

    private @Nullable OfrepFlag flag() {
        String url = settings.value(Setting.FLAG_URL);
        if (url != null && flag == null) {
            synchronized (this) {
                flag = flag == null ? OfrepFlag.of(url, settings) : flag;
            }
        }
        return flag;
    }

    private Optional<String> local() {
        if (!settings.enabled()) {
            return Optional.of("chaos is not enabled: set CHAOS_ENABLED=true");
        }
        if (!settings.canary()) {
            return Optional.of("this instance is no canary: see CHAOS_CANARY");
        }
        if (latched) {
            return Optional.of("chaos was latched off until this JVM ends");
        }
        if (switchedOff) {
            return Optional.of("chaos is switched off: set Enabled of io.github.chaos4j:type=Chaos");
        }
        return file == null ? Optional.empty() : file.refusal();
    }

    void latch() {
        latched = true;
    }

    void enabled(boolean enabled) {
        switchedOff = !enabled;
    }

    boolean isEnabled() {
        return !switchedOff && !latched;
    }
}
