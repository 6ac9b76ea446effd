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
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
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
            return Socketry.nanos(connection(call.self()).getSoTimeout());
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
                case REFUSED -> broken(call, Socketry.notConnected(connection(call.self()), Socketry.refused()));
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
            Socketry.close(connection(call.self()));
            return broken(call, new JedisConnectionException(new SocketException("Closed by interrupt")));
        }
    }

    /** One command, or the replies of one pipeline. */
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
            if (command != null
                    && command.getCommand() instanceof Enum<?> known
                    && NO_CALLS.contains(known.name())) {
                return null;
            }
            return Socketry.peer((Connection) self);
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
                    ? Socketry.nanos(millis)
                    : FOREVER;
        }

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
    }

    /** One EXEC. It fails through the transaction's own {@code discard}, which leaves it as a failed EXEC does. */
    public static final class Transactions extends OnConnection {
        @Override
        Connection connection(Object self) {
            return Objects.requireNonNull(Inside.find(self, Connection.class, 0), "no connection in the transaction");
        }

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            return Socketry.peer(connection(self));
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
            return connection.isConnected() ? null : Socketry.peer(connection);
        }

        @Override
        public long patience(Invocation call) {
            return Socketry.connectTimeout((Connection) call.self());
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
                default -> notConnected(call, Socketry.refused());
            };
        }

        private static Throwable notConnected(Invocation call, Exception reason) {
            Connection connection = (Connection) call.self();
            connection.setBroken();
            return Socketry.notConnected(connection, reason);
        }
    }

    /** Jedis's sockets: whom they connect to, how long they wait, what failing looks like. */
    private static final class Socketry {
        private static final KnownPeers PEERS = new KnownPeers();
        private static final @Nullable Field FACTORY = Inside.field(Connection.class, "socketFactory");
        private static final @Nullable Field SOCKET = Inside.field(Connection.class, "socket");
        private static final @Nullable Field CONNECT_TIMEOUT =
                Inside.field(DefaultJedisSocketFactory.class, "connectionTimeout");
        private static final String EACH_HOST = "connectToFirstSuccessfulHost";
        private static final boolean NAMES_ADDRESS =
                Inside.method(DefaultJedisSocketFactory.class, EACH_HOST, HostAndPort.class) != null;
        private static final boolean TRIES_EACH_HOST = NAMES_ADDRESS
                || Arrays.stream(DefaultJedisSocketFactory.class.getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(EACH_HOST));

        static Peer peer(Connection connection) {
            Object factory = Inside.get(FACTORY, connection);
            if (factory instanceof DefaultJedisSocketFactory tcp) {
                HostAndPort address = tcp.getHostAndPort();
                return PEERS.of(tcp, address.getHost(), address.getPort());
            }
            Object owner = factory == null ? connection : factory;
            Peer known = PEERS.last(owner);
            return known != null ? known : PEERS.note(owner, Peer.of(owner.toString()));
        }

        /** 0 is no timeout. */
        static long nanos(int millis) {
            return millis == 0 ? CallAdapter.FOREVER : TimeUnit.MILLISECONDS.toNanos(millis);
        }

        static long connectTimeout(Connection connection) {
            return Inside.get(FACTORY, connection) instanceof DefaultJedisSocketFactory tcp
                            && Inside.get(CONNECT_TIMEOUT, tcp) instanceof Integer millis
                    ? nanos(millis)
                    : CallAdapter.FOREVER;
        }

        static ConnectException refused() {
            return new ConnectException("Connection refused");
        }

        /** Since it tries every address of a host, Jedis suppresses what each said and has no cause. */
        static JedisConnectionException notConnected(Connection connection, Exception reason) {
            if (!TRIES_EACH_HOST) {
                return new JedisConnectionException("Failed to create socket.", reason);
            }
            String where = NAMES_ADDRESS
                    ? peer(connection).names().iterator().next() + "."
                    : "any host resolved for DNS name.";
            JedisConnectionException failure = new JedisConnectionException("Failed to connect to " + where);
            failure.addSuppressed(reason);
            return failure;
        }

        static void close(Connection connection) {
            if (Inside.get(SOCKET, connection) instanceof Socket socket) {
                try {
                    socket.close();
                } catch (IOException unusableAnyway) {
                    return;
                }
            }
        }
    }
}
