package io.github.chaos4j.agent.engine;

import java.time.Duration;

/** The most that may be armed: {@code CHAOS_MAX_DURATION}, {@code _RATE}, {@code _FAULTS}, {@code _DELAY}. */
public record Caps(Duration duration, double rate, int faults, Duration delay) {
    public static final Caps DEFAULT = new Caps(Duration.ofHours(1), 1.0, 32, Duration.ofMinutes(5));
}
