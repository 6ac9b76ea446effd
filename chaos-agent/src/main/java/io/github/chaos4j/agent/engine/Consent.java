package io.github.chaos4j.agent.engine;

import java.util.Optional;

/** Whether chaos is allowed now. */
@FunctionalInterface
public interface Consent {

    /**
     * Why it is not; empty if it is. Asked at every arming; reads every flag anew and may take as long as that
     * takes, up to two seconds.
     */
    Optional<String> refusal();

    /**
     * The same as read in the last seconds. Asked each second while something is armed, and then waits for no
     * flag.
     */
    default Optional<String> latestRefusal() {
        return refusal();
    }
}
