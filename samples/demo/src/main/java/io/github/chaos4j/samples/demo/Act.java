package io.github.chaos4j.samples.demo;

import java.util.List;

/**
 * One fault to live through.
 *
 * @param fault   its short form, without duration and id
 * @param breaker the circuit breaker that is to open
 */
record Act(String title, String id, String fault, String breaker) {
    static final List<Act> ALL = List.of(
            new Act("the product service is slow", "slow-product", "latency http product delay=2s", "product"),
            new Act("Redis is down", "redis-down", "error redis kind=down", "cache"),
            new Act("the connection pool is exhausted", "pool-full", "exhaustion pool orders-pool leave=0", "orders"));
}
