package io.github.chaos4j.agent.spi;

import java.util.Set;

/**
 * One supported client, in one source file: this class names the places to weave and is loaded by the agent;
 * the adapter nested in it is compiled against the client and loaded beside the application's copy on the
 * first armed hit. Needs a public constructor without parameters, and must itself load without the client.
 */
public interface ClientModule {

    /** The client's usual name, as status and documentation write it: {@code okhttp}. */
    String name();

    /** Names the woven places. Called once at install. */
    void register(Hooks hooks);

    /**
     * Packages of the client's own named module that an adapter reads by reflection. They are opened to that
     * adapter's module alone, just before it is made: the only way to what a JDK client does not export.
     */
    default Set<String> opens() {
        return Set.of();
    }
}
