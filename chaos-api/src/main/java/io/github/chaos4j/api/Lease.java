package io.github.chaos4j.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The fault ends when nobody has renewed it for this long.
 *
 * @param time  &gt; 0
 * @param owner whose heartbeat renews it, or null for the heartbeat without an owner
 */
public record Lease(Duration time, @Nullable String owner) {}
