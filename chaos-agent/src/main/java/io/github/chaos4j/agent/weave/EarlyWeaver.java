package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Loads Byte Buddy beside the start of the application: with the first class of a supported client's package,
 * because soon after it one comes that is to be woven, and its loading would wait for the weaver. Thread-safe.
 */
final class EarlyWeaver {
    private static volatile boolean isBegun;

    private final String[] packages;

    /** Clients known by their classes' names; which class of a driver comes first nobody knows. */
    EarlyWeaver(List<Hook> hooks) {
        Set<String> named = new TreeSet<>();
        for (Hook hook : hooks) {
            if (!hook.subtypes()) {
                for (String type : hook.types()) {
                    named.add(library(type.replace('.', '/')));
                }
            }
        }
        packages = named.toArray(new String[0]);
    }

    /** {@code com/zaxxer/hikari/} of {@code com/zaxxer/hikari/pool/HikariPool}: at most three names. */
    private static String library(String type) {
        int end = 0;
        for (int names = 0; names < 3 && type.indexOf('/', end) >= 0; names++) {
            end = type.indexOf('/', end) + 1;
        }
        return type.substring(0, end);
    }

    /** A class of this internal name is being loaded. */
    void seen(String name) {
        if (!isBegun && ForeignLoaders.startsWithAny(name, packages)) {
            begin();
        }
    }

    private static synchronized void begin() {
        if (isBegun) {
            return;
        }
        isBegun = true;
        Thread weaving = new Thread(null, null, "chaos-weaver", 0, false) {
            @Override
            public void run() {
                SelfCheck.weaving(); // what fails here is told when it is asked for
            }
        };
        weaving.setDaemon(true);
        weaving.start();
    }
}
