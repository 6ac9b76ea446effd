package io.github.chaos4j.it.client.redis;

import static io.github.chaos4j.it.RealFailures.assertLooksLike;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.Outcome;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.JedisPooled;

/** {@code JedisPooled}: a connection borrowed for each command, validated by a PING. Deprecated in Jedis 7. */
@SuppressWarnings("deprecation")
class JedisPooledIT extends JedisContract {
    private JedisPooled jedis;

    @BeforeEach
    void open() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setTestOnBorrow(true);
        jedis = new JedisPooled(pool, "localhost", Redis.PORT, (int) timeout().toMillis());
        jedis.del("a");
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    @Override
    String cells() {
        return "jedispool";
    }

    @Override
    protected Object call() {
        return jedis.get("a");
    }

    @Test
    void aBrokenConnectionLeavesThePool() {
        try (ArmedFault fault =
                Chaos.arm(Fault.error(ErrorKind.CONNECTION_LOST).on(target()).max(1))) {
            Outcome.of(this::call).assertFailed();
            Outcome.of(this::call).assertPassed();
            assertThat(fault.injected()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatIsDownBreaksWhatIsOpenAndRefusesTheRest() {
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.DOWN).on(target()))) {
            assertLooksLike(Outcome.of(this::call).assertFailed(), "jedispool", "server-stopped-next-call");
            Throwable next = Outcome.of(this::call).assertFailed();
            if (!Redis.isOldest()) {
                assertThat(next).hasMessage("Failed to connect to " + Redis.SERVICE + ".");
            }
            assertThat(fault.injected()).isEqualTo(2);
        }
        Outcome.of(this::call).assertPassed();
    }

    @Test
    void thePingOfThePoolIsNoCall() {
        AtomicLong matched = new AtomicLong();
        try (ArmedFault fault = Chaos.arm(Fault.latency(ofMillis(1)).on(target()))) {
            call();
            matched.set(fault.matched());
        }
        assertThat(matched).hasValue(1);
        try (ArmedFault ping = Chaos.arm(Fault.error().on(target().command("PING")))) {
            Outcome.of(this::call).assertPassed();
            assertThat(ping.matched()).isZero();
        }
    }

    @Test
    void acquiringIsACallOfThePool() {
        try (ArmedFault fault = Chaos.arm(Fault.latency(ofMillis(200)).on(Target.pool(Redis.SERVICE)))) {
            Outcome.of(this::call).assertPassed().assertTook(ofMillis(200), ofMillis(900));
            assertThat(fault.injected()).isEqualTo(1);
        }
    }
}
