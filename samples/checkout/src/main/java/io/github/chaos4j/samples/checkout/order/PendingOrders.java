package io.github.chaos4j.samples.checkout.order;

import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A queue in Redis of accepted orders that the database has not taken yet. */
@Component
@Profile("!product")
class PendingOrders {

    private static final String QUEUE = "orders:pending";

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    PendingOrders(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    void add(Order order) {
        redis.opsForList().rightPush(QUEUE, json.writeValueAsString(order));
    }

    Optional<Order> first() {
        return Optional.ofNullable(redis.opsForList().index(QUEUE, 0)).map(value -> json.readValue(value, Order.class));
    }

    void remove(Order order) {
        redis.opsForList().remove(QUEUE, 1, json.writeValueAsString(order));
    }
}
