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
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.internal.AbstractInvocationHandler;
import io.lettuce.core.internal.ExceptionFactory;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.CompleteableCommand;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.protocol.TransactionalCommand;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
            return isCall(args[0]) ? LettuceEndpoints.peer((DefaultEndpoint) self) : null;
        }

        private static boolean isCall(Object written) {
            if (written instanceof Collection<?> batch) {
                return batch.stream().anyMatch(Commands::isCall);
            }
            RedisCommand<?, ?, ?> command = (RedisCommand<?, ?, ?>) written;
            return !(command.getType() instanceof CommandType known && NO_CALLS.contains(known.name()))
                    && CommandWrapper.unwrap(command, TransactionalCommand.class) == null
                    && CommandWrapper.unwrap(command, HeldCommand.class) == null
                    && !command.getClass().getName().endsWith(DISCOVERY);
        }

        static List<RedisCommand<?, ?, ?>> commands(Object written) {
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
        public @Nullable CompletionStage<?> completion(@Nullable Object written) {
            if (written instanceof CompletionStage<?> future) {
                return future;
            }
            if (written == null) {
                return null;
            }
            CompletableFuture<@Nullable Object> answered = new CompletableFuture<>();
            whenAllAreDone(commands(written), failure -> {
                if (failure == null) {
                    answered.complete(null);
                } else {
                    answered.completeExceptionally(failure);
                }
            });
            return answered;
        }

        @Override
        public Details details(Invocation call) {
            List<String> names = new ArrayList<>();
            List<String> keys = new ArrayList<>();
            for (RedisCommand<?, ?, ?> command : commands(call.args()[0])) {
                names.add(command.getType().toString());
                LettuceEndpoints.addKeys(command.getArgs(), keys);
            }
            return new RedisDetails(String.join(", ", names), String.join(", ", keys));
        }

        @Override
        public long patience(Invocation call) {
            Duration timeout = LettuceEndpoints.commandTimeout(call);
            if (timeout == null && isAwaited()) {
                timeout = LettuceEndpoints.connectionTimeout(call);
            }
            return timeout == null ? FOREVER : timeout.toNanos() + AFTER_THE_CLIENT;
        }

        /** Whether the caller waits for the answer: the sync API is a proxy over the async one. */
        private static boolean isAwaited() {
            return STACK.walk(
                    frames -> frames.anyMatch(frame -> AbstractInvocationHandler.class == frame.getDeclaringClass()));
        }

        @Override
        public Throwable timedOut(Invocation call) {
            Duration own = LettuceEndpoints.commandTimeout(call);
            Duration timeout = own == null ? LettuceEndpoints.connectionTimeout(call) : own;
            return ExceptionFactory.createTimeoutException(timeout == null ? Duration.ZERO : timeout);
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return switch (kind) {
                case LOADING -> answered("LOADING Redis is loading the dataset in memory", call);
                case READONLY -> answered("READONLY You can't write against a read only replica.", call);
                case OOM -> answered("OOM command not allowed when used memory > 'maxmemory'.", call);
                case TIMEOUT -> timedOut(call);
                case REFUSED ->
                    new RedisConnectionException(
                            "Unable to connect to "
                                    + call.peer().names().iterator().next(),
                            new ConnectException("Connection refused"));
                case DOWN -> {
                    LettuceEndpoints.close(call.self());
                    yield new Unseen();
                }
                default -> {
                    LettuceEndpoints.close(call.self());
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
            whenAllAreDone(commands, failure -> deferral.cancel());
            return deferral.endsInFailure() ? skip(call, commands, deferral) : hold(call, commands, deferral);
        }

        /** Told the failure of the last one, or null. */
        @SuppressWarnings({"rawtypes", "unchecked"})
        private static void whenAllAreDone(List<RedisCommand<?, ?, ?>> commands, Consumer<@Nullable Throwable> action) {
            AtomicInteger open = new AtomicInteger(commands.size());
            BiConsumer<Object, @Nullable Throwable> whenDone = (value, failure) -> {
                if (open.decrementAndGet() == 0) {
                    action.accept(failure);
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
            deferral.onEnd(ending -> LettuceEndpoints.execute(endpoint, () -> {
                if (!(ending instanceof Ending.Fail fail) || fail.failure() instanceof Unseen) {
                    LettuceEndpoints.write(endpoint, written, deferral);
                    return;
                }
                if (isExec && fail.failure() instanceof RedisCommandExecutionException) {
                    LettuceEndpoints.write(endpoint, discard(), deferral);
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
            List<HeldCommand<?, ?, ?>> held = new ArrayList<>(commands.size());
            commands.forEach(command -> held.add(new HeldCommand<>(command)));
            call.args()[0] = call.args()[0] instanceof Collection ? held : held.get(0);
            deferral.onEnd(ending -> LettuceEndpoints.execute(endpoint, () -> {
                if (ending instanceof Ending.Fail fail) {
                    held.forEach(command -> command.completeExceptionally(fail.failure()));
                } else {
                    held.forEach(HeldCommand::release);
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
}
