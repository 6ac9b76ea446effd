package io.github.chaos4j.samples.checkout.product;

import io.github.chaos4j.samples.checkout.CheckoutProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Products in Redis. They stay for a day, because an old price is better than no sale; they count as fresh for less. */
@Component
@Profile("!product")
class ProductCache {

    private static final Duration KEPT = Duration.ofDays(1);

    private final StringRedisTemplate redis;
    private final JsonMapper json;
    private final Duration freshFor;
    private final Clock clock = Clock.systemUTC();

    ProductCache(StringRedisTemplate redis, JsonMapper json, CheckoutProperties properties) {
        this.redis = redis;
        this.json = json;
        this.freshFor = properties.cacheFreshFor();
    }

    void put(Product product) {
        redis.opsForValue().set(key(product.id()), json.writeValueAsString(new Entry(product, clock.instant())), KEPT);
    }

    Optional<Product> fresh(String id) {
        Instant oldest = clock.instant().minus(freshFor);
        return entry(id).filter(entry -> entry.seenAt().isAfter(oldest)).map(Entry::product);
    }

    Optional<Product> lastKnown(String id) {
        return entry(id).map(Entry::product);
    }

    private Optional<Entry> entry(String id) {
        return Optional.ofNullable(redis.opsForValue().get(key(id))).map(value -> json.readValue(value, Entry.class));
    }

    private static String key(String id) {
        return "product:" + id;
    }

    record Entry(Product product, Instant seenAt) {}
}
