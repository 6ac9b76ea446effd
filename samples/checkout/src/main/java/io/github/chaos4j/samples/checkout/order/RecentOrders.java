package io.github.chaos4j.samples.checkout.order;

import java.time.Duration;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The orders of the last hour in Redis, so that a customer finds what was just bought while the database is away. */
@Component
@Profile("!product")
class RecentOrders {

    private static final Duration KEPT = Duration.ofHours(1);

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    RecentOrders(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    void put(Order order) {
        redis.opsForValue().set(key(order.id()), json.writeValueAsString(order), KEPT);
    }

    Optional<Order> find(String id) {
        return Optional.ofNullable(redis.opsForValue().get(key(id))).map(value -> json.readValue(value, Order.class));
    }

    private static String key(String id) {
        return "order:" + id;
    }
}
