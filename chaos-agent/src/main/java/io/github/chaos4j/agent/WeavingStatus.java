package io.github.chaos4j.agent;

import io.github.chaos4j.agent.client.Adapters;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.weave.WeaveListener;
import java.util.ArrayList;
import java.util.List;

/** What has been woven and what could not be. Thread-safe. */
final class WeavingStatus implements WeaveListener {
    private static final int SHOWN = 20;

    private final Adapters adapters;
    private final List<String> failures = new ArrayList<>();
    private volatile boolean any;

    WeavingStatus(Adapters adapters) {
        this.adapters = adapters;
    }

    @Override
    public void woven(String className, List<Hook> hooks) {
        any = true;
        for (Hook hook : hooks) {
            adapters.woven(hook.client(), className);
        }
    }

    @Override
    public void failed(String className, Throwable why) {
        synchronized (failures) {
            if (failures.size() < SHOWN) {
                failures.add(className.concat(" is not woven: ").concat(String.valueOf(why)));
            }
        }
    }

    boolean any() {
        return any;
    }

    List<String> failures() {
        synchronized (failures) {
            return List.copyOf(failures);
        }
    }
}
