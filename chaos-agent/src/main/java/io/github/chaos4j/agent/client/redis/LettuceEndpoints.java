package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.Deferral;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What an endpoint knows and does not tell: its channel, its timeouts, whom it is connected to. */
final class LettuceEndpoints {
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

    private LettuceEndpoints() {}

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
            Lettuce.Commands.commands(written).forEach(command -> command.completeExceptionally(failure));
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
        long timeout =
                source.getTimeout(Lettuce.Commands.commands(call.args()[0]).get(0));
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
