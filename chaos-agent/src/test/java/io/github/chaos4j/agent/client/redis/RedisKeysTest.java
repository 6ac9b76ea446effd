package io.github.chaos4j.agent.client.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedisKeysTest {
    @Test
    void theFirstArgumentOfAnUnknownCommandIsItsKey() {
        assertThat(RedisKeys.of("GET", List.of("a"))).isEqualTo("a");
        assertThat(RedisKeys.of("FT.SEARCH", List.of("index", "query"))).isEqualTo("index");
    }

    @Test
    void everyKeyOfACommandWithSeveralIsNamed() {
        assertThat(RedisKeys.of("MGET", List.of("a", "b"))).isEqualTo("a, b");
        assertThat(RedisKeys.of("BLPOP", List.of("a", "b", "5"))).isEqualTo("a, b");
        assertThat(RedisKeys.of("RENAME", List.of("a", "b"))).isEqualTo("a, b");
        assertThat(RedisKeys.of("BITOP", List.of("AND", "to", "a", "b"))).isEqualTo("to, a, b");
        assertThat(RedisKeys.of("XREAD", List.of("COUNT", "2", "STREAMS", "a", "b", "0", "0")))
                .isEqualTo("a, b");
    }

    @Test
    void valuesAreNeverTakenForKeys() {
        assertThat(RedisKeys.of("SET", List.of("a", "secret"))).isEqualTo("a");
        assertThat(RedisKeys.of("MSET", List.of("a", "secret", "b", "secret"))).isEqualTo("a, b");
        assertThat(RedisKeys.of("EVAL", List.of("return 1", "1", "a", "secret")))
                .isEqualTo("a");
        assertThat(RedisKeys.of("EVAL", List.of("return 1", "x", "a"))).isEmpty();
        assertThat(RedisKeys.of("PUBLISH", List.of("channel", "secret"))).isEmpty();
        assertThat(RedisKeys.of("PING", List.of("secret"))).isEmpty();
    }
}
