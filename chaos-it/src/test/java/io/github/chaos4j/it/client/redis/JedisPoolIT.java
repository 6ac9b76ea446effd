package io.github.chaos4j.it.client.redis;

import static io.github.chaos4j.it.RealFailures.assertSameKind;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Effect.Exhaustion.Mode;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.ClientContract;
import io.github.chaos4j.it.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;

/** Acquiring from a {@code JedisPool}, which is deprecated in Jedis 7; simulated and really exhausted. */
@SuppressWarnings("deprecation")
class JedisPoolIT extends ClientContract {
    private static final int SIZE = 3;
    private JedisPool pool;

    @BeforeEach
    void open() {
        JedisPoolConfig config = new JedisPoolConfig();
        config.setMaxTotal(SIZE);
        config.setMaxWait(timeout());
        pool = new JedisPool(config, "localhost", Redis.PORT);
        pool.getResource().close();
    }

    @AfterEach
    void close() {
        Chaos.stop();
        pool.close();
    }

    @Override
    protected Target target() {
        return Target.pool(Redis.SERVICE);
    }

    @Override
    protected Object call() {
        try (Jedis jedis = pool.getResource()) {
            return jedis.isConnected();
        }
    }

    @Override
    protected Duration timeout() {
        return ofSeconds(1);
    }

    /** How long it has waited stands in the real message of newer pools, to the nanosecond. */
    @Override
    protected void assertTimedOut(Throwable failure) {
        assertSameKind(failure, "jedispool", "pool-exhausted");
        assertThat(failure).hasMessage("Could not get a resource from the pool");
        assertThat(failure.getCause()).hasMessageStartingWith("Timeout waiting for idle object");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(ErrorKind.TIMEOUT, this::assertTimedOut);
    }

    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> {
            assertThat(failure).hasMessage("Could not get a resource from the pool");
            assertThat(failure.getCause()).isExactlyInstanceOf(InterruptedException.class);
        });
    }

    private static ArmedFault exhaust(int leave, Mode mode) {
        return Chaos.arm(Fault.of(new Effect.Exhaustion(leave, mode)).on(Target.pool(Redis.SERVICE)));
    }

    private void awaitActive(int active) {
        await().untilAsserted(() -> assertThat(pool.getNumActive()).isEqualTo(active));
    }

    @Test
    void leavesOneConnectionToTheApplication() {
        try (ArmedFault full = exhaust(1, Mode.REAL)) {
            awaitActive(2);
            assertThat(full.state()).isEqualTo(ArmedFault.State.ACTIVE);
            try (Jedis only = pool.getResource()) {
                assertThat(only.ping()).isEqualTo("PONG");
                Outcome outcome = Outcome.of(this::call);
                assertTimedOut(outcome.assertFailed());
                outcome.assertTook(timeout(), timeout().multipliedBy(2));
            }
            Outcome.of(this::call).assertPassed();
        }
        awaitActive(0);
    }

    @Test
    void keepsCallersWaitingWhomThePoolCounts() {
        ArmedFault full = exhaust(0, Mode.REAL);
        awaitActive(SIZE);
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> Outcome.of(this::call));
        await().untilAsserted(() -> assertThat(pool.getNumWaiters()).isEqualTo(1));
        full.close();
        waiting.join().assertPassed();
        awaitActive(0);
    }

    @Test
    void takesWhatTheApplicationGivesBack() {
        Jedis first = pool.getResource();
        try (ArmedFault full = exhaust(0, Mode.REAL)) {
            await().untilAsserted(() -> assertThat(pool.getNumWaiters()).isEqualTo(1));
            assertThat(first.ping()).isEqualTo("PONG");
            first.close();
            await().untilAsserted(() -> assertThat(pool.getNumWaiters()).isZero());
            awaitActive(SIZE);
        }
        awaitActive(0);
    }

    @Test
    void replacesAHeldConnectionThatTheServerKills() {
        try (Jedis admin = new Jedis("localhost", Redis.PORT);
                ArmedFault full = exhaust(0, Mode.REAL)) {
            awaitActive(SIZE);
            long destroyed = pool.getDestroyedCount();
            admin.clientKill(redis.clients.jedis.params.ClientKillParams.clientKillParams()
                    .type(redis.clients.jedis.args.ClientType.NORMAL)
                    .skipMe(redis.clients.jedis.params.ClientKillParams.SkipMe.YES));
            await().untilAsserted(() -> assertThat(pool.getDestroyedCount()).isEqualTo(destroyed + SIZE));
            awaitActive(SIZE);
        }
        awaitActive(0);
        Outcome.of(this::call).assertPassed();
    }

    @Test
    void givesAllBackAtExpiry() {
        Effect real = new Effect.Exhaustion(0, Mode.REAL);
        ArmedFault full =
                Chaos.arm(Fault.of(real).on(Target.pool(Redis.SERVICE)).lasting(ofMillis(1500)));
        awaitActive(SIZE);
        await().untilAsserted(() -> assertThat(full.end()).contains(ArmedFault.End.EXPIRED));
        awaitActive(0);
    }

    @Test
    void simulatedItLetsTheCallerWaitAndHoldsNothing() {
        try (ArmedFault full = exhaust(0, Mode.SIMULATED)) {
            Outcome outcome = Outcome.of(this::call);
            assertTimedOut(outcome.assertFailed());
            outcome.assertTook(timeout(), timeout().multipliedBy(2));
            assertThat(pool.getNumActive()).isZero();
        }
        Outcome.of(this::call).assertPassed();
    }

    @Test
    void aPoolThatDoesNotWaitFailsAtOnce() {
        pool.setBlockWhenExhausted(false);
        try (ArmedFault full = exhaust(0, Mode.SIMULATED)) {
            Outcome outcome = Outcome.of(this::call);
            assertThat(outcome.assertFailed().getCause()).hasMessage("Pool exhausted");
            assertThat(outcome.elapsed()).isLessThan(timeout());
        }
    }
}
