package io.github.chaos4j.agent.client.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Pool;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.time.Duration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.exceptions.JedisException;

class JedisPoolsTest {
    private static final Hook ACQUIRE = Calls.hook(Operation.POOL_ACQUIRE, "getResource");
    private static EmbeddedRedis redis;

    private final JedisPools.Acquires acquires = new JedisPools.Acquires();
    private final JedisPoolConfig config = new JedisPoolConfig();
    private JedisPool pool;

    @BeforeAll
    static void startRedis() throws Exception {
        redis = new EmbeddedRedis();
    }

    @AfterAll
    static void stopRedis() throws Exception {
        redis.close();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Invocation acquire() {
        config.setMaxTotal(2);
        pool = new JedisPool(config, "localhost", redis.port);
        return Calls.of(acquires, ACQUIRE, pool);
    }

    @Test
    void aPoolIsItsHostAndPort() {
        Invocation call = acquire();

        assertThat(call.peer().names()).containsExactly(redis.hostAndPort(), "localhost");
        assertThat(acquires.peer(ACQUIRE, pool, new Object[0])).isSameAs(call.peer());
        assertThat(acquires.pool(pool).peer()).isSameAs(call.peer());
    }

    @Test
    void thePoolInsideAPooledClientIsOneToo() {
        acquire();
        try (ConnectionPool inside = new ConnectionPool(
                new HostAndPort("localhost", redis.port),
                DefaultJedisClientConfig.builder().build())) {
            Pool seen = acquires.pool(inside);

            assertThat(seen.peer().names()).contains(redis.hostAndPort());
            assertThat(seen.maximum()).isEqualTo(8);
        }
    }

    @Test
    void patienceIsTheLongestWait() {
        config.setMaxWait(Duration.ofMillis(300));
        assertThat(acquires.patience(acquire()))
                .isEqualTo(Duration.ofMillis(300).toNanos());
        pool.close();
        config.setMaxWait(Duration.ofMillis(-1));
        assertThat(acquires.patience(acquire())).isEqualTo(CallAdapter.FOREVER);
        pool.close();
        config.setBlockWhenExhausted(false);
        assertThat(acquires.patience(ErrorKind.TIMEOUT, acquire())).isZero();
    }

    @Test
    void exhaustedLooksLikeTheRealThing() {
        config.setMaxWait(Duration.ofMillis(20));
        Invocation call = acquire();
        try (Jedis one = pool.getResource();
                Jedis two = pool.getResource()) {
            Throwable real = catchThrowable(pool::getResource);

            Throwable injected = acquires.timedOut(call);

            assertThat(injected).isExactlyInstanceOf(JedisException.class).hasMessage(real.getMessage());
            assertThat(injected.getCause())
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .extracting(JedisPoolsTest::words)
                    .isEqualTo(words(real.getCause()));
            assertThat(one.ping() + two.ping()).isEqualTo("PONGPONG");
        }
    }

    /** Without the measured time, which newer pools add. */
    private static String words(Throwable exhausted) {
        return exhausted.getMessage().replaceFirst("[0-9.]+S$", "");
    }

    @Test
    void aPoolThatDoesNotWaitSaysThatItIsExhausted() {
        config.setBlockWhenExhausted(false);

        assertThat(acquires.timedOut(acquire()).getCause()).hasMessage("Pool exhausted");
    }

    @Test
    void aHeldConnectionIsGivenBackUnused() throws Exception {
        acquire();
        Pool held = acquires.pool(pool);

        Object one = held.borrow();
        assertThat(held.maximum()).isEqualTo(2);
        assertThat(held.isAlive(one)).isTrue();
        assertThat(pool.getNumActive()).isEqualTo(1);
        held.giveBack(one);

        assertThat(pool.getNumActive()).isZero();
        assertThat(pool.getNumIdle()).isEqualTo(1);
    }

    @Test
    void aHeldConnectionThatDiedIsDropped() throws Exception {
        acquire();
        Pool held = acquires.pool(pool);
        Object one = held.borrow();

        ((Jedis) one).getConnection().setBroken();
        assertThat(held.isAlive(one)).isFalse();
        held.discard(one);

        assertThat(pool.getNumActive() + pool.getNumIdle()).isZero();
    }

    @Test
    void aClosedPoolSaysSo() {
        acquire();
        Pool held = acquires.pool(pool);
        assertThat(held.isClosed()).isFalse();
        pool.close();
        assertThat(held.isClosed()).isTrue();
    }
}
