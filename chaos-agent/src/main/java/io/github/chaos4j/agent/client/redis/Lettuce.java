package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Deferral;
import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Delivery;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.internal.AbstractInvocationHandler;
import io.lettuce.core.internal.ExceptionFactory;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.StreamingOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.CompleteableCommand;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TransactionalCommand;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.lang.reflect.Field;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Lettuce 6 and 7. Every command of an application, sync, async or reactive, is written through
 * {@code DefaultEndpoint}; the handshake is not. A delay holds back the answer and not the command, so that the
 * order on the connection stays, and pipelines and transactions with it.
 */
public final class Lettuce implements ClientModule {
    @Override
    public String name() {
        return "lettuce";
    }

    @Override
    public void register(Hooks hooks) {
        hooks.on("io.lettuce.core.protocol.DefaultEndpoint")
                .methods("write")
                .adapter("Commands")
                .as(Operation.REDIS_COMMAND);
    }

    /** One command, or one batch. */
    public static final class Commands implements CallAdapter {
        /** Handshake and bracket: no calls, whoever sends them. */
        private static final Set<String> NO_CALLS =
                Set.of("HELLO", "AUTH", "SELECT", "CLIENT", "QUIT", "MULTI", "DISCARD");

        /** What the discovery of a cluster's nodes or a master's replicas sends. */
        private static final String DISCOVERY = ".TimedAsyncCommand";

        /** So long after the client's own timer would ours end the call: the timeout is to be the client's own. */
        private static final long AFTER_THE_CLIENT = TimeUnit.MILLISECONDS.toNanos(250);

        private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

        @Override
        public @Nullable Peer peer(Hook hook, Object self, Object[] args) {
            return isCall(args[0]) ? Endpoints.peer((DefaultEndpoint) self) : null;
        }

        private static boolean isCall(Object written) {
            if (written instanceof Collection<?> batch) {
                return batch.stream().anyMatch(Commands::isCall);
            }
            RedisCommand<?, ?, ?> command = (RedisCommand<?, ?, ?>) written;
            return !(command.getType() instanceof CommandType known && NO_CALLS.contains(known.name()))
                    && CommandWrapper.unwrap(command, TransactionalCommand.class) == null
                    && CommandWrapper.unwrap(command, Held.class) == null
                    && !command.getClass().getName().endsWith(DISCOVERY);
        }

        private static List<RedisCommand<?, ?, ?>> commands(Object written) {
            List<RedisCommand<?, ?, ?>> commands = new ArrayList<>();
            for (Object each : written instanceof Collection<?> batch ? batch : List.of(written)) {
                commands.add((RedisCommand<?, ?, ?>) each);
            }
            return commands;
        }

        @Override
        public Object callKey(Object self, Object[] args) {
            return args[0];
        }

        @Override
        public Details details(Invocation call) {
            List<String> names = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            for (RedisCommand<?, ?, ?> command : commands(call.args()[0])) {
                names.add(command.getType().toString());
                Endpoints.addKeys(command.getArgs(), keys);
            }
            return new RedisDetails(String.join(", ", names), String.join(", ", keys));
        }

        @Override
        public long patience(Invocation call) {
            Duration timeout = Endpoints.commandTimeout(call);
            if (timeout == null && isAwaited()) {
                timeout = Endpoints.connectionTimeout(call);
            }
            return timeout == null ? FOREVER : timeout.toNanos() + AFTER_THE_CLIENT;
        }

        /** Whether the caller waits for the answer: the sync API is a proxy over the async one. */
        private static boolean isAwaited() {
            return STACK.walk(frames ->
                    frames.anyMatch(frame -> AbstractInvocationHandler.class == frame.getDeclaringClass()));
        }

        @Override
        public Throwable timedOut(Invocation call) {
            Duration own = Endpoints.commandTimeout(call);
            Duration timeout = own == null ? Endpoints.connectionTimeout(call) : own;
            return ExceptionFactory.createTimeoutException(timeout == null ? Duration.ZERO : timeout);
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return switch (kind) {
                case LOADING -> answered("LOADING Redis is loading the dataset in memory", call);
                case READONLY -> answered("READONLY You can't write against a read only replica.", call);
                case OOM -> answered("OOM command not allowed when used memory > 'maxmemory'.", call);
                case TIMEOUT -> timedOut(call);
                case REFUSED -> new RedisConnectionException(
                        "Unable to connect to " + call.peer().names().iterator().next(),
                        new ConnectException("Connection refused"));
                case DOWN -> {
                    Endpoints.close(call.self());
                    yield new Unseen();
                }
                default -> {
                    Endpoints.close(call.self());
                    yield new SocketException("Connection reset");
                }
            };
        }

        /** A lost connection is hidden from the command: it waits until the client has reconnected, or for its timeout. */
        @Override
        public ErrorKind downAs() {
            return ErrorKind.DOWN;
        }

        /** OOM and READONLY are the answers to queued commands; EXEC then says only that it was aborted. */
        private static Throwable answered(String words, Invocation call) {
            if (isExec(call)) {
                String reason = words.startsWith("LOADING") ? ": " + words : " previous errors.";
                return new RedisCommandExecutionException("EXECABORT Transaction discarded because of" + reason);
            }
            return ExceptionFactory.createExecutionException(words);
        }

        private static boolean isExec(Invocation call) {
            return call.args()[0] instanceof RedisCommand<?, ?, ?> command && command.getType() == CommandType.EXEC;
        }

        @Override
        public boolean isDeferring(Hook hook, Object self) {
            return true;
        }

        @Override
        public Delivery defer(Invocation call, Deferral deferral) {
            List<RedisCommand<?, ?, ?>> commands = commands(call.args()[0]);
            cancelWithAll(commands, deferral);
            return deferral.endsInFailure() ? skip(call, commands, deferral) : hold(call, commands, deferral);
        }

        /** Whoever gives all of the commands up ends the waiting. */
        @SuppressWarnings({"rawtypes", "unchecked"})
        private static void cancelWithAll(List<RedisCommand<?, ?, ?>> commands, Deferral deferral) {
            AtomicInteger open = new AtomicInteger(commands.size());
            BiConsumer<Object, Throwable> whenDone = (value, failure) -> {
                if (open.decrementAndGet() == 0) {
                    deferral.cancel();
                }
            };
            for (RedisCommand<?, ?, ?> command : commands) {
                if (command instanceof CompleteableCommand completeable) {
                    completeable.onComplete(whenDone);
                }
            }
        }

        private static Delivery skip(Invocation call, List<RedisCommand<?, ?, ?>> commands, Deferral deferral) {
            Object written = call.args()[0];
            DefaultEndpoint endpoint = (DefaultEndpoint) call.self();
            boolean isExec = isExec(call);
            deferral.onEnd(ending -> Endpoints.execute(endpoint, () -> {
                if (!(ending instanceof Ending.Fail fail) || fail.failure() instanceof Unseen) {
                    Endpoints.write(endpoint, written, deferral);
                    return;
                }
                if (isExec && fail.failure() instanceof RedisCommandExecutionException) {
                    Endpoints.write(endpoint, discard(), deferral);
                }
                commands.forEach(command -> command.completeExceptionally(fail.failure()));
            }));
            return new Delivery.Skip(written);
        }

        /** The server has queued the transaction and is not to run it. */
        private static RedisCommand<String, String, String> discard() {
            return new Command<>(CommandType.DISCARD, new StatusOutput<>(StringCodec.UTF8));
        }

        private static Delivery hold(Invocation call, List<RedisCommand<?, ?, ?>> commands, Deferral deferral) {
            DefaultEndpoint endpoint = (DefaultEndpoint) call.self();
            List<Held<?, ?, ?>> held = new ArrayList<>(commands.size());
            commands.forEach(command -> held.add(new Held<>(command)));
            call.args()[0] = call.args()[0] instanceof Collection ? held : held.get(0);
            deferral.onEnd(ending -> Endpoints.execute(endpoint, () -> {
                if (ending instanceof Ending.Fail fail) {
                    held.forEach(command -> command.completeExceptionally(fail.failure()));
                } else {
                    held.forEach(Held::release);
                }
            }));
            return new Delivery.Proceed();
        }
    }

    /** The server has gone, and the caller is not told. */
    private static final class Unseen extends RedisException {
        Unseen() {
            super("Connection closed");
        }
    }

    /** A command whose answer is kept until it is released; failing and cancelling it is not held back. */
    private static final class Held<K, V, T> extends CommandWrapper<K, V, T> {
        private boolean isReleased;
        private boolean isAnswered;
        private @Nullable Kept<?> kept;

        Held(RedisCommand<K, V, T> command) {
            super(command);
            if (command.getOutput() instanceof StreamingOutput<?> streaming && streaming.getSubscriber() != null) {
                kept = keep(streaming);
            }
        }

        private static <E> Kept<E> keep(StreamingOutput<E> streaming) {
            Kept<E> kept = new Kept<>(streaming.getSubscriber());
            streaming.setSubscriber(kept);
            return kept;
        }

        @Override
        public void complete() {
            synchronized (this) {
                if (!isReleased) {
                    isAnswered = true;
                    return;
                }
            }
            super.complete();
        }

        void release() {
            synchronized (this) {
                isReleased = true;
                if (kept != null) {
                    kept.release();
                }
                if (!isAnswered) {
                    return;
                }
            }
            super.complete();
        }
    }

    /** Keeps the elements of a streamed answer, which would otherwise reach a reactive caller before its end. */
    private static final class Kept<E> extends StreamingOutput.Subscriber<E> {
        private final StreamingOutput.Subscriber<E> subscriber;
        private @Nullable List<Runnable> elements = new ArrayList<>();

        Kept(StreamingOutput.Subscriber<E> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onNext(E element) {
            next(() -> subscriber.onNext(element));
        }

        @Override
        public void onNext(Collection<E> target, E element) {
            next(() -> subscriber.onNext(target, element));
        }

        private synchronized void next(Runnable element) {
            if (elements == null) {
                element.run();
            } else {
                elements.add(element);
            }
        }

        synchronized void release() {
            List<Runnable> before = elements;
            elements = null;
            if (before != null) {
                before.forEach(Runnable::run);
            }
        }
    }

    /** What an endpoint knows and does not tell: its channel, its timeouts, whom it is connected to. */
    private static final class Endpoints {
        private static final Peer UNKNOWN = Peer.of("redis");
        private static final KnownPeers PEERS = new KnownPeers();
        private static final AttributeKey<String> REDIS_URI = AttributeKey.valueOf("RedisURI");
        private static final @Nullable Field CHANNEL = Inside.field(DefaultEndpoint.class, "channel");
        private static final @Nullable Field OPTIONS = Inside.field(DefaultEndpoint.class, "clientOptions");
        private static final @Nullable Field CONNECTION = Inside.field(DefaultEndpoint.class, "connectionFacade");
        private static final @Nullable Field ARGUMENTS = Inside.field(CommandArgs.class, "singularArguments");
        private static final @Nullable Field KEY = Arrays.stream(CommandArgs.class.getDeclaredClasses())
                .filter(type -> type.getSimpleName().equals("KeyArgument"))
                .findFirst()
                .map(type -> Inside.field(type, "key"))
                .orElse(null);

        /** Of the live channel, as its URI was written; while there is none, of the last one. */
        static Peer peer(DefaultEndpoint endpoint) {
            Channel channel = channel(endpoint);
            Peer known = PEERS.last(channel == null ? endpoint : channel);
            if (known != null || channel == null) {
                return known == null ? UNKNOWN : known;
            }
            Peer peer = peer(channel);
            PEERS.note(endpoint, peer);
            return PEERS.note(channel, peer);
        }

        private static Peer peer(Channel channel) {
            String uri = channel.hasAttr(REDIS_URI) ? channel.attr(REDIS_URI).get() : null;
            if (uri != null && (uri.startsWith("redis://") || uri.startsWith("rediss://"))) {
                URI written = URI.create(uri);
                if (written.getHost() != null) {
                    return named(written.getHost(), written.getPort() < 0 ? 6379 : written.getPort());
                }
            }
            return channel.remoteAddress() instanceof InetSocketAddress tcp
                    ? named(tcp.getHostString(), tcp.getPort())
                    : Peer.of(String.valueOf(channel.remoteAddress()));
        }

        private static Peer named(String host, int port) {
            return Peer.of(host + ":" + port, host);
        }

        private static @Nullable Channel channel(Object endpoint) {
            return (Channel) Inside.get(CHANNEL, endpoint);
        }

        /** As a reset does: the client reconnects, and sends again what had no answer. */
        static void close(Object endpoint) {
            Channel channel = channel(endpoint);
            if (channel != null) {
                channel.close();
            }
        }

        /** On the connection's event loop, where Lettuce completes commands itself. */
        static void execute(DefaultEndpoint endpoint, Runnable action) {
            Channel channel = channel(endpoint);
            try {
                if (channel != null) {
                    channel.eventLoop().execute(action);
                } else {
                    endpoint.getClientResources().eventExecutorGroup().execute(action);
                }
            } catch (RejectedExecutionException shutDown) {
                action.run();
            }
        }

        @SuppressWarnings({"rawtypes", "unchecked"})
        static void write(DefaultEndpoint endpoint, Object written, Deferral deferral) {
            try {
                deferral.undisturbed(() -> written instanceof Collection batch
                        ? endpoint.write(batch)
                        : endpoint.write((RedisCommand<Object, Object, Object>) written));
            } catch (Exception failure) {
                Commands.commands(written).forEach(command -> command.completeExceptionally(failure));
            }
        }

        /** The timeout of {@code TimeoutOptions}, which the client applies to each command; null for none. */
        static @Nullable Duration commandTimeout(Invocation call) {
            if (!(Inside.get(OPTIONS, call.self()) instanceof ClientOptions options)
                    || !options.getTimeoutOptions().isTimeoutCommands()) {
                return null;
            }
            TimeoutOptions timeouts = options.getTimeoutOptions();
            if (timeouts.isApplyConnectionTimeout()) {
                return connectionTimeout(call);
            }
            TimeoutOptions.TimeoutSource source = timeouts.getSource();
            long timeout = source.getTimeout(Commands.commands(call.args()[0]).get(0));
            return timeout > 0 ? Duration.ofNanos(source.getTimeUnit().toNanos(timeout)) : null;
        }

        /** How long the sync API waits; null for ever. */
        static @Nullable Duration connectionTimeout(Invocation call) {
            Duration timeout = Inside.get(CONNECTION, call.self()) instanceof RedisChannelHandler<?, ?> connection
                    ? connection.getTimeout()
                    : Duration.ZERO;
            return timeout.isZero() || timeout.isNegative() ? null : timeout;
        }

        static void addKeys(@Nullable CommandArgs<?, ?> args, List<String> keys) {
            if (args == null || KEY == null || !(Inside.get(ARGUMENTS, args) instanceof List<?> arguments)) {
                return;
            }
            for (Object argument : arguments) {
                if (KEY.getDeclaringClass().isInstance(argument)) {
                    Object key = Inside.get(KEY, argument);
                    keys.add(key instanceof byte[] raw ? new String(raw, StandardCharsets.UTF_8) : String.valueOf(key));
                }
            }
        }
    }
}
