package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.Details;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the match keys of a Redis call compare with. Never a value.
 *
 * @param command in upper case; several joined with {@code ", "}
 * @param key     the keys, joined likewise; empty for none
 */
record RedisDetails(String command, String key) implements Details {
    @Override
    public @Nullable String get(String name) {
        return all().get(name);
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        all.put("command", command);
        if (!key.isEmpty()) {
            all.put("key", key);
        }
        return all;
    }
}
