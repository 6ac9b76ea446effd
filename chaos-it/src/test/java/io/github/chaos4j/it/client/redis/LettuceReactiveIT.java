package io.github.chaos4j.it.client.redis;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Lettuce's reactive API, with a timeout for each command. */
class LettuceReactiveIT extends LettuceContract {

    @Override
    ClientOptions options() {
        return ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.enabled(timeout()))
                .build();
    }

    @Override
    protected Object call() {
        return connection.reactive().get("a").block();
    }

    @Override
    Throwable unwrap(Throwable failure) {
        return failure;
    }

    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> assertThat(failure).hasRootCauseInstanceOf(InterruptedException.class));
    }

    /** Lists are streamed: not even the first element comes before the delay is over. */
    @Test
    void aStreamedAnswerIsDelayedWhole() {
        connection.sync().rpush("list", "x", "y", "z");
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(300)).on(target()))) {
            long start = System.nanoTime();
            Duration first = connection
                    .reactive()
                    .lrange("list", 0, -1)
                    .map(element -> Duration.ofNanos(System.nanoTime() - start))
                    .blockFirst();
            assertThat(first).isGreaterThanOrEqualTo(ofMillis(300));
            assertThat(connection.reactive().lrange("list", 0, -1).collectList().block())
                    .containsExactly("x", "y", "z");
            assertThat(slow.matched()).isEqualTo(2);
        }
    }
}
