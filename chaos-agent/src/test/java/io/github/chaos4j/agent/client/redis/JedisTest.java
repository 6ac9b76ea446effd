package io.github.chaos4j.agent.client.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class JedisTest {
    private static final Hook COMMAND = Calls.hook(Operation.REDIS_COMMAND, "executeCommand");
    private static final Hook CONNECT = Calls.hook(Operation.REDIS_CONNECT, "connect");
    private static EmbeddedRedis redis;

    private final Jedis.Commands commands = new Jedis.Commands();
    private final Jedis.Transactions transactions = new Jedis.Transactions();
    private final Jedis.Connects connects = new Jedis.Connects();
    private final CommandObjects objects = new CommandObjects();
    private Connection connection;

    @BeforeAll
    static void startRedis() throws Exception {
        redis = new EmbeddedRedis();
    }

    @AfterAll
    static void stopRedis() throws Exception {
        redis.close();
    }

    @BeforeEach
    void connect() {
        connection = new Connection(
                new HostAndPort("localhost", redis.port),
                DefaultJedisClientConfig.builder()
                        .connectionTimeoutMillis(700)
                        .socketTimeoutMillis(500)
                        .blockingSocketTimeoutMillis(3000)
                        .build());
        connection.executeCommand(objects.del("a", "b"));
    }

    @AfterEach
    void disconnect() {
        connection.close();
    }

    private Invocation command(Object argument) {
        return Calls.of(commands, COMMAND, connection, argument);
    }

    @Test
    void aCommandIsNamedByHostAndPortAsWritten() {
        Invocation call = command(objects.get("a"));

        assertThat(call.peer().names()).containsExactly(redis.hostAndPort(), "localhost");
        assertThat(commands.peer(COMMAND, connection, call.args())).isSameAs(call.peer());
    }

    @Test
    void aCommandTellsItsNameAndKeysAndNoValue() {
        assertThat(commands.details(command(objects.set("a", "secret"))).all())
                .containsOnly(entry("command", "SET"), entry("key", "a"));
        assertThat(commands.details(command(objects.del("a", "b"))).get("key")).isEqualTo("a, b");
        assertThat(commands.details(command(new CommandArguments(Command.INFO))).all())
                .containsOnly(entry("command", "INFO"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTH", "SELECT", "CLIENT", "MULTI", "DISCARD"})
    void theHandshakeIsNoCall(String name) {
        assertThat(commands.peer(COMMAND, connection, new Object[] {new CommandArguments(Command.valueOf(name))}))
                .isNull();
    }

    @Test
    void theSocketTimeoutIsTheCallersPatience() {
        assertThat(commands.patience(command(objects.get("a")))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(commands.patience(command(objects.blpop(1, "a")))).isEqualTo(TimeUnit.SECONDS.toNanos(3));
        connection.setSoTimeout(0);
        assertThat(commands.patience(command(objects.get("a")))).isEqualTo(CallAdapter.FOREVER);
    }

    @Test
    void aTimeoutIsThatOfTheSocketAndBreaksTheConnection() {
        Throwable failure = commands.timedOut(command(objects.get("a")));

        assertThat(failure)
                .isExactlyInstanceOf(JedisConnectionException.class)
                .hasMessage("java.net.SocketTimeoutException: Read timed out")
                .hasRootCauseExactlyInstanceOf(SocketTimeoutException.class);
        assertThat(connection.isBroken()).isTrue();
    }

    @Test
    void aLostConnectionIsTheEndOfTheStreamAndStaysBroken() {
        Throwable failure = commands.failure(ErrorKind.CONNECTION_LOST, command(objects.get("a")));

        assertThat(failure)
                .isExactlyInstanceOf(JedisConnectionException.class)
                .hasMessage("Unexpected end of stream.")
                .hasNoCause();
        assertThatThrownBy(() -> connection.executeCommand(objects.get("a")))
                .isInstanceOf(JedisConnectionException.class)
                .hasMessageContaining("broken connection");
    }

    @Test
    void anErrorOfTheServerLeavesTheConnectionUsable() {
        Throwable failure = commands.failure(ErrorKind.OOM, command(objects.set("a", "1")));

        assertThat(failure)
                .isExactlyInstanceOf(JedisDataException.class)
                .hasMessage("OOM command not allowed when used memory > 'maxmemory'.");
        assertThat(connection.executeCommand(objects.get("a"))).isNull();
        assertThat(commands.failure(ErrorKind.LOADING, command(objects.get("a"))))
                .hasMessage("LOADING Redis is loading the dataset in memory");
        assertThat(commands.failure(ErrorKind.READONLY, command(objects.get("a"))))
                .hasMessage("READONLY You can't write against a read only replica.");
    }

    @Test
    void theRepliesOfAPipelineAreOneCall() {
        Pipeline pipeline = new Pipeline(connection);
        Response<String> one = pipeline.set("a", "1");

        Invocation call = command(1);
        assertThat(call.peer().names()).contains(redis.hostAndPort());
        assertThat(commands.details(call).all()).isEmpty();
        pipeline.sync();
        assertThat(one.get()).isEqualTo("OK");
    }

    @Test
    void anErrorOfTheServerToAPipelineConsumesItsReplies() {
        Pipeline pipeline = new Pipeline(connection);
        pipeline.set("a", "1");
        pipeline.set("b", "2");

        Throwable failure = commands.failure(ErrorKind.OOM, command(2));

        assertThat(failure).isExactlyInstanceOf(JedisDataException.class);
        assertThat(commands.handedOut(failure, command(2))).isEqualTo(List.of(failure, failure));
        assertThat(commands.handedOut(failure, command(objects.get("a")))).isNull();
        assertThat(connection.executeCommand(objects.get("b"))).isEqualTo("2");
    }

    @Test
    void anExecThatTheServerAbortsRunsNothingAndLeavesTheConnectionUsable() {
        Transaction transaction = new Transaction(connection);
        transaction.set("a", "1");

        Throwable failure =
                transactions.failure(ErrorKind.LOADING, Calls.of(transactions, COMMAND, transaction, new Object[0]));

        assertThat(failure)
                .isExactlyInstanceOf(JedisDataException.class)
                .hasMessage(
                        "EXECABORT Transaction discarded because of: LOADING Redis is loading the dataset in memory");
        transaction.close();
        assertThat(connection.executeCommand(objects.get("a"))).isNull();
    }

    @Test
    void anExecOnALostConnectionLeavesTheTransactionAsARealOneDoes() {
        Transaction transaction = new Transaction(connection);
        transaction.set("a", "1");
        Invocation call = Calls.of(transactions, COMMAND, transaction, new Object[0]);

        assertThat(transactions.details(call).all()).containsOnly(entry("command", "EXEC"));
        assertThat(transactions.failure(ErrorKind.CONNECTION_LOST, call)).hasMessage("Unexpected end of stream.");
        assertThat(connection.isBroken()).isTrue();
    }

    @Test
    void onlyRealConnectingIsACall() {
        assertThat(connects.peer(CONNECT, connection, new Object[0])).isNull();
        assertThat(connects.peer(CONNECT, new Connection("localhost", redis.port), new Object[0])
                        .names())
                .containsExactly(redis.hostAndPort(), "localhost");
    }

    @Test
    void refusedLooksLikeTheRealThing() {
        Connection nobody = new Connection(new HostAndPort("localhost", 1));
        Throwable real = catchConnect(nobody);
        Connection other = new Connection(new HostAndPort("localhost", 1));

        Throwable injected = connects.failure(ErrorKind.DOWN, Calls.of(connects, CONNECT, other));

        assertThat(injected).isExactlyInstanceOf(real.getClass()).hasMessage(real.getMessage());
        assertThat(said(injected)).isExactlyInstanceOf(ConnectException.class);
        assertThat(said(real)).isExactlyInstanceOf(ConnectException.class);
        assertThat(other.isBroken()).isTrue();
    }

    /** The cause, or since Jedis tries every address of a host, what it suppressed. */
    private static Throwable said(Throwable notConnected) {
        return notConnected.getCause() != null
                ? notConnected.getCause()
                : notConnected.getSuppressed()[0];
    }

    private static Throwable catchConnect(Connection nobody) {
        return org.assertj.core.api.Assertions.catchThrowable(nobody::connect);
    }

    @Test
    void theConnectTimeoutIsThePatienceOfConnecting() {
        Invocation call = Calls.of(connects, CONNECT, connection);

        assertThat(connects.patience(call)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(700));
        assertThat(said(connects.timedOut(call))).hasMessage("Connect timed out");
    }

    private static java.util.Map.Entry<String, String> entry(String key, String value) {
        return java.util.Map.entry(key, value);
    }
}
