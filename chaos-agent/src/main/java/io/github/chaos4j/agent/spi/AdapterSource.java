package io.github.chaos4j.agent.spi;

import java.util.Set;

/** Where the engine gets the adapter of a woven place, and what status says of it. Thread-safe. */
public interface AdapterSource {

    /** How far a client's adapter has come. */
    enum State {
        /** No call has found the agent armed yet: nothing of the adapter is loaded. */
        UNLOADED,
        /** Loaded beside the application's client at least once. */
        READY,
        /** It does not link against the application's client: calls pass. */
        UNAVAILABLE;

        /** As status writes it. */
        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The adapters of the hook, each loaded at the first request for a class of the client. One that is unavailable
     * names no peer, so that its calls pass.
     */
    HookAdapters of(Hook hook);

    State state(String client);

    /** Why the client's adapter is unavailable; empty otherwise. */
    String reason(String client);

    /** The binary names of the classes woven for the client, at most 100, in the order of weaving. */
    Set<String> woven(String client);
}
