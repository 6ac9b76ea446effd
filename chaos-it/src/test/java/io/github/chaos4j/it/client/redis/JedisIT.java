package io.github.chaos4j.it.client.redis;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;

/** {@code Jedis}, one connection. */
class JedisIT extends JedisContract {
    private Jedis jedis;

    @BeforeEach
    void open() {
        jedis = new Jedis(ADDRESS, config());
        jedis.flushAll();
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    @Override
    String cells() {
        return "jedis";
    }

    /** An application drops a broken connection and opens another. */
    @Override
    protected Object call() {
        if (jedis.isBroken()) {
            jedis.close();
            jedis = new Jedis(ADDRESS, config());
        }
        return jedis.get("a");
    }

    @Test
    void aPipelineIsOneCall() {
        pipelined();
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(target()))) {
            Outcome.of(this::pipelined).assertPassed().assertTook(ofMillis(200), ofMillis(900));
            assertThat(slow.matched()).isEqualTo(1);
        }
    }

    @Test
    void aPipelinesCommandsAreEachToldTheServersError() {
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.OOM).on(target()))) {
            Pipeline pipeline = jedis.pipelined();
            Response<String> one = pipeline.set("a", "1");
            Response<String> two = pipeline.set("b", "2");
            Outcome.of(() -> {
                        pipeline.sync();
                        return null;
                    })
                    .assertPassed();
            for (Response<String> each : List.of(one, two)) {
                assertThat(Outcome.of(each::get).assertFailed())
                        .hasMessage("OOM command not allowed when used memory > 'maxmemory'.");
            }
            assertThat(fault.injected()).isEqualTo(1);
        }
        assertThat(jedis.ping()).isEqualTo("PONG");
    }

    private Object pipelined() {
        Pipeline pipeline = jedis.pipelined();
        pipeline.set("a", "1");
        Response<String> value = pipeline.get("a");
        pipeline.sync();
        return assertThat(value.get()).isEqualTo("1");
    }

    @Test
    void anExecIsOneCall() {
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(target()))) {
            Transaction transaction = jedis.multi();
            transaction.set("a", "1");
            transaction.incr("a");
            assertThat(slow.matched()).isZero();
            assertThat(transaction.exec()).isEqualTo(List.of("OK", 2L));
            assertThat(slow.matched()).isEqualTo(1);
        }
    }

    @Test
    void anAbortedExecRunsNothing() {
        Transaction transaction = jedis.multi();
        transaction.set("a", "1");
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.LOADING).on(target()))) {
            Throwable failure = Outcome.of(transaction::exec).assertFailed();
            assertThat(failure).hasMessageStartingWith("EXECABORT Transaction discarded because of: LOADING");
            assertThat(fault.injected()).isEqualTo(1);
        }
        transaction.close();
        assertThat(jedis.get("a")).isNull();
    }

    @Test
    void theHandshakeIsNoCallAndConnectingIsItsOwn() {
        Target connects = target().operation("connect");
        try (ArmedFault commands = Chaos.arm(Fault.latency(ofMillis(1)).on(target()));
                ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(connects))) {
            Outcome.of(() -> {
                        try (Jedis other = new Jedis(ADDRESS, config())) {
                            return other.isConnected();
                        }
                    })
                    .assertPassed()
                    .assertTook(ofMillis(200), ofMillis(900));
            assertThat(slow.matched()).isEqualTo(1);
            assertThat(commands.matched()).isZero();
        }
    }

    @Test
    void refusesNewConnectionsAsAServerThatIsGone() {
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.REFUSED).on(target()))) {
            Outcome.of(() -> jedis.get("a")).assertPassed();
            Throwable failure = Outcome.of(() -> new Jedis(ADDRESS, config())).assertFailed();
            if (Redis.isOldest()) {
                assertThat(failure).hasMessage("Failed to create socket.").hasRootCauseMessage("Connection refused");
            } else {
                assertThat(failure)
                        .hasMessage("Failed to connect to " + Redis.SERVICE + ".")
                        .hasNoCause();
                assertThat(failure.getSuppressed()[0]).hasMessage("Connection refused");
            }
            assertThat(fault.injected()).isEqualTo(1);
        }
    }

    @Test
    void aCommandIsMatchedByItsNameAndKeys() {
        Target match = target().command("SET").key("order:*");
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.OOM).on(match))) {
            Outcome.of(() -> jedis.set("customer:1", "x")).assertPassed();
            Outcome.of(() -> jedis.get("order:1")).assertPassed();
            Outcome.of(() -> jedis.set("order:1", "x")).assertFailed();
            assertThat(fault.matched()).isEqualTo(1);
        }
        assertThat(jedis.get("order:1")).isNull();
    }

    @Test
    void theOlderCommandsOfJedisAreCallsToo() {
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.LOADING).on(target()))) {
            Outcome.of(jedis::dbSize).assertFailed();
            Outcome.of(jedis::ping).assertFailed();
            assertThat(fault.injected()).isEqualTo(2);
        }
        assertThat(jedis.ping()).isEqualTo("PONG");
    }
}
