package io.github.chaos4j.samples.demo;

import java.time.Duration;

/**
 * What the service must keep to while it is disturbed, and when it is no more.
 *
 * @param success  least share of calls answered with 2xx, 0 to 1
 * @param p99      longest 99th percentile of the latency
 * @param recovery longest time from the end of the fault until a whole second is normal again
 */
record Promise(double success, Duration p99, Duration recovery) {
    /** p99 leaves room for two attempts at a dependency that hangs (2 × 400 ms), their pause, and a slow machine. */
    static final Promise CHECKOUT = new Promise(0.99, Duration.ofMillis(1_300), Duration.ofSeconds(6));
}
