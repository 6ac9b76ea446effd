package io.github.chaos4j.agent.client.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Delivery;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisLoadingException;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.internal.AbstractInvocationHandler;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.StreamingOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TransactionalCommand;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LettuceTest {
    private static final Hook WRITE = Calls.hook(Operation.REDIS_COMMAND, "write");
    private static EmbeddedRedis redis;
    private static RedisClient client;

    private final Lettuce.Commands commands = new Lettuce.Commands();
    private final LettuceConnects.Connects connects = new LettuceConnects.Connects();
    private StatefulRedisConnection<String, String> connection;
    private DefaultEndpoint endpoint;

    @BeforeAll
    static void startRedis() throws Exception {
        redis = new EmbeddedRedis();
        client = RedisClient.create("redis://localhost:" + redis.port);
    }

    @AfterAll
    static void stopRedis() throws Exception {
        client.shutdown(0, 1, TimeUnit.SECONDS);
        redis.close();
    }

    @BeforeEach
    void connect() {
        connect(ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.builder().build())
                .build());
        connection.sync().flushall();
    }

    private void connect(ClientOptions options) {
        client.setOptions(options);
        connection = client.connect();
        RedisChannelWriter writer = ((RedisChannelHandler<?, ?>) connection).getChannelWriter();
        endpoint = Inside.find(writer, DefaultEndpoint.class, 0);
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    private static CommandArgs<String, String> args() {
        return new CommandArgs<>(StringCodec.UTF8);
    }

    private static AsyncCommand<String, String, Long> incr(String key) {
        return new AsyncCommand<>(
                new Command<>(CommandType.INCR, new IntegerOutput<>(StringCodec.UTF8), args().addKey(key)));
    }

    private static AsyncCommand<String, String, String> status(CommandType type) {
        return new AsyncCommand<>(new Command<>(type, new StatusOutput<>(StringCodec.UTF8), args()));
    }

    private Invocation write(Object written) {
        return Calls.of(commands, WRITE, endpoint, written);
    }

    /** As the woven method does. */
    @SuppressWarnings("unchecked")
    private Delivery deliver(Invocation call, HeldDeferral deferral) {
        Delivery delivery = commands.defer(call, deferral);
        if (delivery instanceof Delivery.Proceed) {
            if (call.args()[0] instanceof Collection<?> batch) {
                endpoint.write((Collection<RedisCommand<String, String, ?>>) batch);
            } else {
                endpoint.write((RedisCommand<String, String, Long>) call.args()[0]);
            }
        }
        return delivery;
    }

    @Test
    void aCommandIsNamedByHostAndPortAsWritten() {
        Invocation call = write(incr("a"));

        assertThat(call.peer().names()).containsExactly(redis.hostAndPort(), "localhost");
        assertThat(commands.peer(WRITE, endpoint, call.args())).isSameAs(call.peer());
    }

    @Test
    void aCommandTellsItsNameAndKeysAndNoValue() {
        CommandArgs<String, String> set = args().addKey("a").addValue("secret");

        assertThat(commands.details(write(new Command<>(CommandType.SET, new StatusOutput<>(StringCodec.UTF8), set)))
                        .all())
                .containsOnly(java.util.Map.entry("command", "SET"), java.util.Map.entry("key", "a"));
        assertThat(commands.details(write(List.of(incr("a"), incr("b")))).all())
                .containsOnly(java.util.Map.entry("command", "INCR, INCR"), java.util.Map.entry("key", "a, b"));
    }

    @Test
    void theHandshakeAndQueuedCommandsAreNoCalls() {
        for (CommandType type : List.of(CommandType.HELLO, CommandType.AUTH, CommandType.SELECT, CommandType.CLIENT)) {
            assertThat(commands.peer(WRITE, endpoint, new Object[] {status(type)}))
                    .isNull();
        }
        assertThat(commands.peer(WRITE, endpoint, new Object[] {new TransactionalCommand<>(incr("a"))}))
                .isNull();
        assertThat(commands.peer(WRITE, endpoint, new Object[] {status(CommandType.PING)}))
                .isNotNull();
    }

    @Test
    void aDelayedCommandIsSentAtOnceAndAnsweredLater() throws Exception {
        AsyncCommand<String, String, Long> first = incr("a");
        HeldDeferral deferral = new HeldDeferral(false);
        Invocation call = write(first);

        deliver(call, deferral);

        AsyncCommand<String, String, Long> second = incr("a");
        endpoint.write(second);
        assertThat(second.get(5, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(first).isNotDone();
        assertThat(commands.peer(WRITE, endpoint, call.args()))
                .as("a command that is sent again is no second call")
                .isNull();

        CompletableFuture<String> thread =
                first.thenApply(value -> Thread.currentThread().getName()).toCompletableFuture();
        deferral.pass();
        // asked first: who waits for a future runs what depends on it as well
        assertThat(thread.get(5, TimeUnit.SECONDS)).startsWith("lettuce-");
        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aCommandReleasedBeforeItsAnswerGetsItWhenItComes() throws Exception {
        AsyncCommand<String, String, Long> first = incr("a");
        HeldDeferral deferral = new HeldDeferral(false);

        Invocation call = write(first);
        commands.defer(call, deferral);
        deferral.pass();
        endpoint.write((RedisCommand<?, ?, ?>) call.args()[0]);

        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void theElementsOfAStreamedAnswerAreHeldBackToo() throws Exception {
        connection.sync().rpush("list", "x", "y");
        List<String> seen = new ArrayList<>();
        ValueListOutput<String, String> output = new ValueListOutput<>(StringCodec.UTF8);
        output.setSubscriber(new StreamingOutput.Subscriber<>() {
            @Override
            public void onNext(String element) {
                seen.add(element);
            }
        });
        CommandArgs<String, String> all = args().addKey("list").add(0).add(-1);
        AsyncCommand<String, String, List<String>> range =
                new AsyncCommand<>(new Command<>(CommandType.LRANGE, output, all));
        HeldDeferral deferral = new HeldDeferral(false);

        deliver(write(range), deferral);
        connection.sync().ping();
        assertThat(seen).isEmpty();
        deferral.pass();

        range.get(5, TimeUnit.SECONDS);
        assertThat(seen).containsExactly("x", "y");
    }

    @Test
    void aBatchIsOneCall() throws Exception {
        AsyncCommand<String, String, Long> one = incr("a");
        AsyncCommand<String, String, Long> two = incr("b");
        HeldDeferral deferral = new HeldDeferral(false);

        deliver(write(List.of(one, two)), deferral);
        connection.sync().ping();
        assertThat(List.of(one, two)).noneMatch(CompletableFuture::isDone);
        deferral.pass();

        assertThat(one.get(5, TimeUnit.SECONDS) + two.get(5, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(deferral.isCancelled).isTrue();
    }

    @Test
    void aFailingCommandIsNotSent() {
        AsyncCommand<String, String, Long> first = incr("a");
        HeldDeferral deferral = new HeldDeferral(true);
        Invocation call = write(first);

        assertThat(deliver(call, deferral)).isEqualTo(new Delivery.Skip(first));
        deferral.fail(commands.failure(ErrorKind.LOADING, call));

        assertThatThrownBy(() -> first.get(5, TimeUnit.SECONDS))
                .cause()
                .isExactlyInstanceOf(RedisLoadingException.class)
                .hasMessage("LOADING Redis is loading the dataset in memory");
        assertThat(connection.sync().get("a")).isNull();
    }

    @Test
    void aHangingCommandIsSentWhenTheFaultEnds() throws Exception {
        AsyncCommand<String, String, Long> first = incr("a");
        HeldDeferral deferral = new HeldDeferral(true);

        deliver(write(first), deferral);
        assertThat(connection.sync().get("a")).isNull();
        deferral.pass();

        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void aLostConnectionIsClosedAndComesBack() throws Exception {
        AsyncCommand<String, String, Long> first = incr("a");
        HeldDeferral deferral = new HeldDeferral(true);
        Invocation call = write(first);
        String before = connection.sync().clientList().split(" ")[0];

        deliver(call, deferral);
        deferral.fail(commands.failure(ErrorKind.CONNECTION_LOST, call));

        assertThatThrownBy(() -> first.get(5, TimeUnit.SECONDS))
                .cause()
                .isExactlyInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
        assertThat(connection.sync().clientList()).doesNotContain(before + " ");
    }

    @Test
    void aCommandToAServerThatIsDownWaitsForTheReconnect() throws Exception {
        AsyncCommand<String, String, Long> first = incr("a");
        HeldDeferral deferral = new HeldDeferral(true);
        Invocation call = write(first);

        assertThat(commands.downAs()).isEqualTo(ErrorKind.DOWN);
        deliver(call, deferral);
        deferral.fail(commands.failure(ErrorKind.DOWN, call));

        assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void anExecThatTheServerAbortsRunsNothingAndLeavesTheConnectionUsable() throws Exception {
        connection.async().multi().get(5, TimeUnit.SECONDS);
        connection.async().incr("a");
        AsyncCommand<String, String, String> exec = status(CommandType.EXEC);
        HeldDeferral deferral = new HeldDeferral(true);
        Invocation call = write(exec);

        deliver(call, deferral);
        deferral.fail(commands.failure(ErrorKind.OOM, call));

        assertThatThrownBy(() -> exec.get(5, TimeUnit.SECONDS))
                .cause()
                .isExactlyInstanceOf(RedisCommandExecutionException.class)
                .hasMessage("EXECABORT Transaction discarded because of previous errors.");
        AsyncCommand<String, String, Long> next = incr("a");
        endpoint.write(next);
        assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    }

    @Test
    void givingTheCommandUpEndsTheWait() {
        AsyncCommand<String, String, Long> first = incr("a");
        HeldDeferral deferral = new HeldDeferral(false);

        deliver(write(first), deferral);
        first.cancel(true);

        assertThat(deferral.isCancelled).isTrue();
    }

    @Test
    void anAsyncCallerHasNoTimeoutAndASyncOneHas() {
        connection.setTimeout(Duration.ofSeconds(3));
        Invocation call = write(incr("a"));
        AbstractInvocationHandler awaiting = new AbstractInvocationHandler() {
            @Override
            protected Object handleInvocation(Object proxy, Method method, Object[] args) {
                return commands.patience(call);
            }
        };
        LongSupplier sync = (LongSupplier) Proxy.newProxyInstance(
                LongSupplier.class.getClassLoader(), new Class<?>[] {LongSupplier.class}, awaiting);

        assertThat(commands.patience(call)).isEqualTo(CallAdapter.FOREVER);
        assertThat(Duration.ofNanos(sync.getAsLong())).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3500));
        assertThat(commands.timedOut(call))
                .isExactlyInstanceOf(RedisCommandTimeoutException.class)
                .hasMessage("Command timed out after 3 second(s)");
    }

    @Test
    void theCommandTimeoutOfTheOptionsIsThePatienceOfEveryCaller() {
        connection.close();
        connect(ClientOptions.builder()
                .timeoutOptions(TimeoutOptions.enabled(Duration.ofSeconds(2)))
                .build());

        assertThat(Duration.ofNanos(commands.patience(write(incr("a")))))
                .isBetween(Duration.ofSeconds(2), Duration.ofMillis(2500));
    }

    @Test
    void refusedLooksLikeTheRealThing() {
        Throwable real = catchThrowable(() -> client.connect(io.lettuce.core.RedisURI.create("127.0.0.1", 1)))
                .getCause();
        Object[] args = {new CompletableFuture<>(), new InetSocketAddress("127.0.0.1", 1)};
        Invocation call = Calls.of(connects, Calls.hook(Operation.REDIS_CONNECT, "reconnect0"), this, args);

        Throwable injected = connects.failure(ErrorKind.REFUSED, call);

        assertThat(call.peer().names()).containsExactly("127.0.0.1:1", "127.0.0.1");
        assertThat(injected).isExactlyInstanceOf(real.getClass()).hasMessage(real.getMessage());
        assertThat(injected.getCause()).isExactlyInstanceOf(real.getCause().getClass());
    }
}
