package io.github.chaos4j.samples.demo;

import java.time.Duration;

/** How long the parts of an act last. */
record Pace(Duration before, Duration during, Duration after) {
    static final Pace NORMAL = new Pace(Duration.ofSeconds(3), Duration.ofSeconds(12), Duration.ofSeconds(3));
    static final Pace SHORT = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofSeconds(2));
}
