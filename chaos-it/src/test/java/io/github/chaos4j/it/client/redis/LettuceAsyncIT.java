package io.github.chaos4j.it.client.redis;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.it.Outcome;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lettuce's async API, with a timeout for each command. */
class LettuceAsyncIT extends LettuceContract {
    private final AtomicReference<RedisFuture<?>> underWay = new AtomicReference<>();

    @Override
    ClientOptions options() {
        return ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.enabled(timeout()))
                .build();
    }

    @Override
    protected Object call() throws Exception {
        RedisFuture<String> future = connection.async().get("a");
        underWay.set(future);
        return future.get();
    }

    @Override
    Throwable unwrap(Throwable failure) {
        assertThat(failure).isExactlyInstanceOf(ExecutionException.class);
        return failure.getCause();
    }

    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> assertThat(failure).isExactlyInstanceOf(InterruptedException.class));
    }

    @Override
    protected Stream<Cancelling> cancellings() {
        return Stream.of(new Cancelling(
                "RedisFuture.cancel",
                this::call,
                () -> underWay.get().cancel(true),
                failure -> assertThat(failure).isExactlyInstanceOf(CancellationException.class)));
    }

    /** Each has its own future and is its own call; they wait side by side. */
    @Test
    void commandsFlushedTogetherKeepTheirOrder() {
        RedisAsyncCommands<String, String> commands = connection.async();
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(target()))) {
            Outcome.of(() -> {
                        List<RedisFuture<Long>> futures = new ArrayList<>();
                        connection.setAutoFlushCommands(false);
                        for (int i = 0; i < 50; i++) {
                            futures.add(commands.incr("n"));
                        }
                        connection.flushCommands();
                        connection.setAutoFlushCommands(true);
                        LettuceFutures.awaitAll(5, TimeUnit.SECONDS, futures.toArray(RedisFuture[]::new));
                        for (int i = 0; i < 50; i++) {
                            assertThat(futures.get(i).get()).isEqualTo(i + 1);
                        }
                        return null;
                    })
                    .assertPassed()
                    .assertTook(ofMillis(200), ofMillis(900));
            assertThat(slow.matched()).isEqualTo(50);
        }
    }
}
