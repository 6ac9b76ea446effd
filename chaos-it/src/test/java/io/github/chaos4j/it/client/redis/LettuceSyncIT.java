package io.github.chaos4j.it.client.redis;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.Outcome;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Lettuce's sync API, whose timeout is the connection's. */
class LettuceSyncIT extends LettuceContract {

    @Override
    ClientOptions options() {
        return ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
                .build();
    }

    @Override
    protected Object call() {
        return connection.sync().get("a");
    }

    @Override
    Throwable unwrap(Throwable failure) {
        return failure;
    }

    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> assertThat(failure).isExactlyInstanceOf(RedisCommandInterruptedException.class));
    }

    @Test
    void anExecIsOneCall() {
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(target()))) {
            RedisCommands<String, String> commands = connection.sync();
            Outcome.of(() -> {
                        commands.multi();
                        commands.set("a", "1");
                        commands.incr("a");
                        return assertThat(commands.exec()).containsExactly("OK", 2L);
                    })
                    .assertPassed()
                    .assertTook(ofMillis(200), ofMillis(900));
            assertThat(slow.matched()).isEqualTo(1);
        }
    }

    @Test
    void anAbortedExecRunsNothing() {
        RedisCommands<String, String> commands = connection.sync();
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.OOM).on(target()))) {
            commands.multi();
            commands.set("a", "1");
            assertThat(Outcome.of(commands::exec).assertFailed())
                    .hasMessage("EXECABORT Transaction discarded because of previous errors.");
            assertThat(fault.injected()).isEqualTo(1);
        }
        assertThat(commands.get("a")).isNull();
    }

    @Test
    void theHandshakeIsNoCallAndConnectingIsItsOwn() {
        Target connects = target().operation("connect");
        try (ArmedFault commands = Chaos.arm(Fault.latency(ofMillis(1)).on(target()));
                ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(300)).on(connects))) {
            Outcome.of(() -> {
                        client().connect().close();
                        return null;
                    })
                    .assertPassed()
                    .assertTook(ofMillis(300), ofMillis(900));
            assertThat(slow.matched()).isEqualTo(1);
            assertThat(commands.matched()).isZero();
        }
    }

    @Test
    void refusesNewConnectionsAsAServerThatIsGone() {
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.REFUSED).on(target()))) {
            Outcome.of(this::call).assertPassed();
            Throwable failure = Outcome.of(() -> client().connect()).assertFailed();
            assertThat(failure)
                    .isExactlyInstanceOf(io.lettuce.core.RedisConnectionException.class)
                    .hasMessageStartingWith("Unable to connect to localhost")
                    .hasRootCauseExactlyInstanceOf(java.net.ConnectException.class)
                    .hasRootCauseMessage("Connection refused");
            assertThat(fault.injected()).isEqualTo(1);
        }
        client().connect().close();
    }

    @Test
    void aCommandIsMatchedByItsNameAndKeys() {
        Target match = target().command("SET").key("order:*");
        RedisCommands<String, String> commands = connection.sync();
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.OOM).on(match))) {
            Outcome.of(() -> commands.set("customer:1", "x")).assertPassed();
            Outcome.of(() -> commands.get("order:1")).assertPassed();
            Outcome.of(() -> commands.set("order:1", "x")).assertFailed();
            assertThat(fault.matched()).isEqualTo(1);
        }
        assertThat(commands.get("order:1")).isNull();
    }
}
