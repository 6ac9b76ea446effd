package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ArmedFault;

/** Hears what the engine does. Must be quick; what it throws is counted and dropped. */
public interface EngineListener {

    default void armed(ArmedFault fault, Actor by) {}

    /** What is {@code paused}, {@code resumed}, {@code rate 0.5} or {@code remaining 2m}. */
    default void changed(ArmedFault fault, String what, Actor by) {}

    default void ended(ArmedFault fault, ArmedFault.End why, Actor by) {}

    /** On the application's thread, right after its wait: the cheapest of all. */
    default void injected(Injection injection) {}
}
