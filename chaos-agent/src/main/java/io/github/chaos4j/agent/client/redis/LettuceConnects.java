package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Deferral;
import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Delivery;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import io.lettuce.core.ConnectionBuilder;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lettuce 6 and 7, connecting: the first time in the client, later in the handler that reconnects. */
public final class LettuceConnects implements ClientModule {
    @Override
    public String name() {
        return "lettuce-connect";
    }

    @Override
    public void register(Hooks hooks) {
        hooks.on("io.lettuce.core.AbstractRedisClient")
                .methods("initializeChannelAsync0")
                .adapter("Connects")
                .as(Operation.REDIS_CONNECT);
        hooks.on("io.lettuce.core.protocol.ReconnectionHandler")
                .methods("reconnect0")
                .adapter("Connects")
                .as(Operation.REDIS_CONNECT);
    }

    /** Both methods take the future of the channel, which they complete later, and then the address. */
    public static final class Connects implements CallAdapter {
        private static final KnownPeers PEERS = new KnownPeers();

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            return address(args) instanceof InetSocketAddress tcp
                    ? PEERS.of(self, tcp.getHostString(), tcp.getPort())
                    : Peer.of(address(args).toString());
        }

        private static SocketAddress address(Object[] args) {
            return (SocketAddress) args[args.length - 1];
        }

        private static CompletableFuture<?> channelReady(Invocation call) {
            return (CompletableFuture<?>) call.args()[call.args().length - 2];
        }

        private static Bootstrap bootstrap(Invocation call) {
            return call.args()[0] instanceof ConnectionBuilder builder
                    ? builder.bootstrap()
                    : (Bootstrap) Objects.requireNonNull(
                            Inside.get(Inside.field(call.self().getClass(), "bootstrap"), call.self()));
        }

        @Override
        public long patience(Invocation call) {
            Object millis = bootstrap(call).config().options().get(ChannelOption.CONNECT_TIMEOUT_MILLIS);
            return millis instanceof Integer limit && limit > 0 ? TimeUnit.MILLISECONDS.toNanos(limit) : FOREVER;
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return new ConnectTimeoutException("connection timed out: " + address(call.args()));
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return switch (kind) {
                case TIMEOUT -> timedOut(call);
                case CONNECTION_LOST -> new SocketException("Connection reset");
                default -> annotated(new ConnectException("Connection refused"), address(call.args()));
            };
        }

        /** Netty adds the address in a private subclass of its own. */
        private static Throwable annotated(ConnectException refused, SocketAddress address) {
            try {
                Constructor<?> netty = Class.forName(
                                "io.netty.channel.AbstractChannel$AnnotatedConnectException",
                                false,
                                Bootstrap.class.getClassLoader())
                        .getDeclaredConstructor(ConnectException.class, SocketAddress.class);
                netty.setAccessible(true);
                return (Throwable) netty.newInstance(refused, address);
            } catch (ReflectiveOperationException otherNetty) {
                return new ConnectException(refused.getMessage() + ": " + address).initCause(refused);
            }
        }

        @Override
        public boolean isDeferring(Hook hook, Object self) {
            return true;
        }

        @Override
        public Delivery defer(Invocation call, Deferral deferral) {
            CompletableFuture<?> channelReady = channelReady(call);
            channelReady.whenComplete((channel, failure) -> deferral.cancel());
            deferral.onEnd(ending -> execute(call, () -> {
                if (ending instanceof Ending.Fail fail) {
                    channelReady.completeExceptionally(fail.failure());
                } else if (!channelReady.isDone()) {
                    connect(call, deferral);
                }
            }));
            return new Delivery.Skip(null);
        }

        /** On an event loop of the client, where it hears of its connections itself. */
        private static void execute(Invocation call, Runnable action) {
            try {
                bootstrap(call).config().group().execute(action);
            } catch (RejectedExecutionException shutDown) {
                action.run();
            }
        }

        private static void connect(Invocation call, Deferral deferral) {
            try {
                Method real = real(call);
                deferral.undisturbed(() -> real.invoke(call.self(), call.args()));
            } catch (Exception failure) {
                channelReady(call).completeExceptionally(failure);
            }
        }

        private static Method real(Invocation call) throws NoSuchMethodException {
            String name = call.hook().methods().get(0).name();
            for (@Nullable Class<?> type = call.self().getClass(); type != null; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (method.getName().equals(name) && method.getParameterCount() == call.args().length) {
                        method.setAccessible(true);
                        return method;
                    }
                }
            }
            throw new NoSuchMethodException(name + Arrays.toString(call.args()));
        }
    }
}
