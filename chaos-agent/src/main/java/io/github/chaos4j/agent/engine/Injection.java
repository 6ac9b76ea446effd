package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.FaultType;
import io.github.chaos4j.api.Operation;
import java.time.Instant;
import java.util.Set;

/**
 * One call that suffered a fault.
 *
 * @param delayNanos how long it was made to wait
 * @param outcome    {@code passed}, the class of the exception, or {@code status 503}
 */
public record Injection(
        Instant at,
        String fault,
        FaultType type,
        Operation operation,
        Set<String> services,
        long delayNanos,
        String outcome,
        String thread) {}
