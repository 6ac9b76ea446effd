package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ReliableTransaction;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Jedis 4 to 7. Everything that reaches the server passes {@code Connection}: a command is
 * {@code executeCommand} or, from the older methods of {@code Jedis}, {@code sendCommand}; the sync of a pipeline
 * is {@code getMany}. What a pipeline, a transaction, a handshake or a pool's validation sends is shielded.
 */
public final class Jedis implements ClientModule {
    private static final String PACKAGE = "redis.clients.jedis.";
    private static final String CONNECTION = PACKAGE + "Connection";

    @Override
    public String name() {
        return "jedis";
    }

    @Override
    public void register(Hooks hooks) {
        hooks.on(CONNECTION)
                .method("executeCommand", "(Lredis/clients/jedis/CommandObject;)")
                .method("executeCommand", "(Lredis/clients/jedis/CommandArguments;)")
                .method("sendCommand", "(Lredis/clients/jedis/CommandArguments;)")
                .method("getMany", "(I)")
                .adapter("Commands")
                .as(Operation.REDIS_COMMAND);
        hooks.on(PACKAGE + "Transaction", PACKAGE + "TransactionBase", PACKAGE + "ReliableTransaction")
                .method("exec", "()")
                .adapter("Transactions")
                .as(Operation.REDIS_COMMAND);
        hooks.on(CONNECTION).method("connect", "()").adapter("Connects").as(Operation.REDIS_CONNECT);
        hooks.on(
                        PACKAGE + "Pipeline",
                        PACKAGE + "MultiNodePipelineBase",
                        PACKAGE + "Transaction",
                        PACKAGE + "TransactionBase",
                        PACKAGE + "ReliableTransaction")
                .methods("appendCommand", "multi", "discard")
                .shielding(Operation.REDIS_COMMAND);
        hooks.on(CONNECTION).methods("initializeFromClientConfig").shielding(Operation.REDIS_COMMAND);
        hooks.on(PACKAGE + "ConnectionFactory", PACKAGE + "JedisFactory")
                .methods("activateObject", "passivateObject", "validateObject", "destroyObject")
                .shielding(Operation.REDIS_COMMAND);
        hooks.on(PACKAGE + "JedisClusterInfoCache")
                .methods("discoverClusterNodesAndSlots", "renewClusterSlots")
                .shielding(Operation.REDIS_COMMAND);
    }

    /** What a failure looks like on a live connection: which exception, and what becomes of the connection. */
    private abstract static class OnConnection implements CallAdapter {
        abstract Connection connection(Object self);

        @Override
        public long patience(Invocation call) {
            return JedisSockets.nanos(connection(call.self()).getSoTimeout());
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return broken(call, new JedisConnectionException(new SocketTimeoutException("Read timed out")));
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return switch (kind) {
                case LOADING -> refused(kind, "LOADING Redis is loading the dataset in memory", call);
                case READONLY -> refused(kind, "READONLY You can't write against a read only replica.", call);
                case OOM -> refused(kind, "OOM command not allowed when used memory > 'maxmemory'.", call);
                case TIMEOUT -> timedOut(call);
                case REFUSED ->
                    broken(call, JedisSockets.notConnected(connection(call.self()), JedisSockets.refused()));
                default -> broken(call, new JedisConnectionException("Unexpected end of stream."));
            };
        }

        /** The connection is unusable from now on, and its pool will drop it. */
        Throwable broken(Invocation call, Throwable failure) {
            connection(call.self()).setBroken();
            return failure;
        }

        /** The server answers with an error: the connection stays usable, in step with its replies. */
        abstract Throwable refused(ErrorKind kind, String words, Invocation call);

        /**
         * A platform thread does not notice an interrupt while it reads a socket; for a virtual one the JDK closes
         * the socket (JEP 444).
         */
        @Override
        public @Nullable Throwable interrupted(Invocation call) {
            if (!Inside.isVirtual(Thread.currentThread())) {
                return null;
            }
            JedisSockets.close(connection(call.self()));
            return broken(call, new JedisConnectionException(new SocketException("Closed by interrupt")));
        }
    }

    /** One command, or the replies of one pipeline, which has no command and key to be matched by. */
    public static final class Commands extends OnConnection {
        /** Handshake and bracket: no calls, whoever sends them. */
        private static final Set<String> NO_CALLS =
                Set.of("HELLO", "AUTH", "SELECT", "CLIENT", "QUIT", "MULTI", "DISCARD");

        private static final @Nullable Method GET_KEYS = Inside.method(CommandArguments.class, "getKeys");
        private static final @Nullable Field BLOCKING_TIMEOUT = Inside.field(Connection.class, "infiniteSoTimeout");

        @Override
        Connection connection(Object self) {
            return (Connection) self;
        }

        @Override
        public @Nullable Peer peer(Hook hook, Object self, Object[] args) {
            CommandArguments command = arguments(args);
            if (command != null && command.getCommand() instanceof Enum<?> known && NO_CALLS.contains(known.name())) {
                return null;
            }
            return JedisSockets.peer((Connection) self);
        }

        private static @Nullable CommandArguments arguments(Object[] args) {
            if (args[0] instanceof CommandObject<?> command) {
                return command.getArguments();
            }
            return args[0] instanceof CommandArguments command ? command : null;
        }

        @Override
        public Details details(Invocation call) {
            CommandArguments command = arguments(call.args());
            return command == null ? Details.NONE : new RedisDetails(name(command.getCommand()), keys(command));
        }

        /** Keys are strings, bytes or already encoded. */
        private static String text(Object word) {
            byte[] bytes = word instanceof Rawable raw ? raw.getRaw() : word instanceof byte[] raw ? raw : null;
            return bytes == null ? String.valueOf(word) : new String(bytes, StandardCharsets.UTF_8);
        }

        private static String name(ProtocolCommand command) {
            return text(command.getRaw()).toUpperCase(Locale.ROOT);
        }

        /** Jedis 5 and later note the keys; before, and for raw commands, the shape of the command tells. */
        private static String keys(CommandArguments command) {
            if (GET_KEYS != null && Inside.call(GET_KEYS, command) instanceof List<?> keys && !keys.isEmpty()) {
                return String.join(", ", keys.stream().map(Commands::text).toList());
            }
            List<String> arguments = new ArrayList<>();
            for (Rawable argument : command) {
                arguments.add(text(argument));
            }
            return RedisKeys.of(name(command.getCommand()), arguments.subList(1, arguments.size()));
        }

        @Override
        public long patience(Invocation call) {
            CommandArguments command = arguments(call.args());
            if (command == null || !command.isBlocking()) {
                return super.patience(call);
            }
            return Inside.get(BLOCKING_TIMEOUT, call.self()) instanceof Integer millis
                    ? JedisSockets.nanos(millis)
                    : FOREVER;
        }

        /** The commands of a pipeline are on their way already: the server has run them, and they are told otherwise. */
        @Override
        Throwable refused(ErrorKind kind, String words, Invocation call) {
            if (call.args()[0] instanceof Integer replies) {
                try {
                    ((Connection) call.self()).getMany(replies);
                } catch (JedisConnectionException reallyBroken) {
                    return reallyBroken;
                }
            }
            return new JedisDataException(words);
        }

        /** A pipeline's sync does not throw what the server answers to one command: the response of each does. */
        @Override
        public @Nullable Object handedOut(Throwable failure, Invocation call) {
            return call.args()[0] instanceof Integer replies && failure instanceof JedisDataException
                    ? Collections.nCopies(replies, failure)
                    : null;
        }
    }

    /** One EXEC. It fails through the transaction's own {@code discard}, which leaves it as a failed EXEC does. */
    public static final class Transactions extends OnConnection {
        @Override
        Connection connection(Object self) {
            return Objects.requireNonNull(Inside.find(self, Connection.class, 0), "no connection in the transaction");
        }

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            return JedisSockets.peer(connection(self));
        }

        @Override
        public Details details(Invocation call) {
            return new RedisDetails("EXEC", "");
        }

        @Override
        Throwable broken(Invocation call, Throwable failure) {
            super.broken(call, failure);
            discard(call.self());
            return failure;
        }

        /** OOM and READONLY are the answers to the queued commands; EXEC then says only that it was aborted. */
        @Override
        Throwable refused(ErrorKind kind, String words, Invocation call) {
            discard(call.self());
            String reason = kind == ErrorKind.LOADING ? ": " + words : " previous errors.";
            return new JedisDataException("EXECABORT Transaction discarded because of" + reason);
        }

        private static void discard(Object transaction) {
            try {
                if (transaction instanceof Transaction pipelined) {
                    pipelined.discard();
                } else if (transaction instanceof ReliableTransaction reliable) {
                    reliable.discard();
                }
            } catch (JedisException broken) {
                // a broken connection cannot discard, and a failed EXEC does not try
            }
        }
    }

    /** The real connecting: {@code connect} is called before every command and does nothing on a live connection. */
    public static final class Connects implements CallAdapter {
        @Override
        public @Nullable Peer peer(Hook hook, Object self, Object[] args) {
            Connection connection = (Connection) self;
            return connection.isConnected() ? null : JedisSockets.peer(connection);
        }

        @Override
        public long patience(Invocation call) {
            return JedisSockets.connectTimeout((Connection) call.self());
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return notConnected(call, new SocketTimeoutException("Connect timed out"));
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return switch (kind) {
                case TIMEOUT -> timedOut(call);
                case CONNECTION_LOST -> {
                    ((Connection) call.self()).setBroken();
                    yield new JedisConnectionException("Unexpected end of stream.");
                }
                default -> notConnected(call, JedisSockets.refused());
            };
        }

        private static Throwable notConnected(Invocation call, Exception reason) {
            Connection connection = (Connection) call.self();
            connection.setBroken();
            return JedisSockets.notConnected(connection, reason);
        }
    }
}
