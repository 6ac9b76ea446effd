package io.github.chaos4j.agent.engine;

import java.util.Optional;

/** Whether chaos is allowed now. Asked at every arming and each second while something is armed. */
@FunctionalInterface
public interface Consent {

    /** Why it is not; empty if it is. May take as long as reading a flag takes. */
    Optional<String> refusal();
}
