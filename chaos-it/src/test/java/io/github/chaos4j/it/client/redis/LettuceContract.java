package io.github.chaos4j.it.client.redis;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.CallListener;
import io.github.chaos4j.api.CallRecord;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Scope;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.ClientContract;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lettuce under the contract: GET on one connection, which reconnects by itself. */
abstract class LettuceContract extends ClientContract {
    /** As few event loops as Lettuce allows. */
    private static final ClientResources RESOURCES = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .build();

    private RedisClient client;
    StatefulRedisConnection<String, String> connection;

    @BeforeEach
    void open() {
        client = RedisClient.create(
                RESOURCES,
                RedisURI.builder()
                        .withHost("localhost")
                        .withPort(Redis.PORT)
                        .withTimeout(timeout())
                        .build());
        client.setOptions(options());
        connection = client.connect();
        connection.sync().flushall();
    }

    @AfterEach
    void close() {
        Chaos.stop();
        connection.close();
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }

    abstract ClientOptions options();

    RedisClient client() {
        return client;
    }

    @Override
    protected Target target() {
        return Target.redis(Redis.SERVICE);
    }

    @Override
    protected Duration timeout() {
        return ofSeconds(1);
    }

    /** What this API wraps around the client's exception. */
    abstract Throwable unwrap(Throwable failure);

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertThat(unwrap(failure))
                .isExactlyInstanceOf(RedisCommandTimeoutException.class)
                .hasMessageEndingWith("Command timed out after 1 second(s)");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.DOWN, this::assertTimedOut,
                ErrorKind.CONNECTION_LOST,
                        failure -> assertThat(failure)
                                .hasRootCauseExactlyInstanceOf(SocketException.class)
                                .hasRootCauseMessage("Connection reset"),
                ErrorKind.LOADING,
                        failure -> assertThat(unwrap(failure))
                                .isExactlyInstanceOf(RedisLoadingException.class)
                                .hasMessage("LOADING Redis is loading the dataset in memory"),
                ErrorKind.READONLY,
                        failure -> assertThat(unwrap(failure))
                                .isInstanceOf(RedisCommandExecutionException.class)
                                .hasMessage("READONLY You can't write against a read only replica."),
                ErrorKind.OOM,
                        failure -> assertThat(unwrap(failure))
                                .isExactlyInstanceOf(RedisCommandExecutionException.class)
                                .hasMessage("OOM command not allowed when used memory > 'maxmemory'."));
    }

    @Test
    void aCallIsRecordedUntilItsAnswer() throws Exception {
        List<CallRecord> ended = new CopyOnWriteArrayList<>();
        try (Scope scope = Chaos.openScope("recorded")) {
            scope.listen(new CallListener() {
                @Override
                public void ended(CallRecord call) {
                    ended.add(call);
                }
            });
            try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(target()));
                    Scope.Binding bound = scope.bind()) {
                call();
                await().until(() -> !ended.isEmpty());
                assertThat(slow.injected()).isEqualTo(1);
            }
        }
        assertThat(ended.get(0).endNanos() - ended.get(0).startNanos())
                .as("longer than its write, which takes no time")
                .isGreaterThan(ofMillis(150).toNanos());
    }

    /** The two share an event loop: there are as many connections as loops and one more. */
    @Test
    void theEventLoopIsNeverSleptOn() throws Exception {
        try (StatefulRedisConnection<String, String> second = client.connect();
                StatefulRedisConnection<String, String> third = client.connect()) {
            Target match = target().command("GET").key("slow");
            try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(600)).on(match))) {
                long start = System.nanoTime();
                RedisFuture<String> delayed = connection.async().get("slow");
                for (int i = 0; i < 20; i++) {
                    connection.async().get("a").get(1, TimeUnit.SECONDS);
                    second.async().get("a").get(1, TimeUnit.SECONDS);
                    third.async().get("a").get(1, TimeUnit.SECONDS);
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ofMillis(500));
                assertThat(delayed.isDone()).isFalse();
                delayed.get(2, TimeUnit.SECONDS);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ofMillis(600));
                assertThat(slow.injected()).isEqualTo(1);
            }
        }
    }
}
