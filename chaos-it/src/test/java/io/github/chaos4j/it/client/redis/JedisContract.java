package io.github.chaos4j.it.client.redis;

import static io.github.chaos4j.it.RealFailures.assertLooksLike;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.ClientContract;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

/** Jedis under the contract: GET on a live connection. */
abstract class JedisContract extends ClientContract {
    static final HostAndPort ADDRESS = new HostAndPort("localhost", Redis.PORT);

    /** The client's name in the recorded failures. */
    abstract String cells();

    JedisClientConfig config() {
        return DefaultJedisClientConfig.builder()
                .timeoutMillis((int) timeout().toMillis())
                .build();
    }

    @Override
    protected Target target() {
        return Target.redis(Redis.SERVICE);
    }

    @Override
    protected Duration timeout() {
        return ofSeconds(1);
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooksLike(failure, cells(), "command-timeout");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.CONNECTION_LOST, failure -> assertLooksLike(failure, cells(), "fin-waiting-once"),
                ErrorKind.DOWN, failure -> assertLooksLike(failure, cells(), "server-stopped-next-call"),
                ErrorKind.LOADING, failure -> assertLooksLike(failure, cells(), "loading"),
                ErrorKind.READONLY, failure -> assertLooksLike(failure, cells(), "readonly-replica"),
                ErrorKind.OOM, failure -> assertLooksLike(failure, cells(), "oom"));
    }

    @Override
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return Optional.of(failure -> assertThat(failure).hasRootCauseMessage("Closed by interrupt"));
    }
}
