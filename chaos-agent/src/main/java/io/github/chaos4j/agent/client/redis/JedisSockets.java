package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Peer;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.ConnectException;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** The sockets of Jedis: whom they connect to, how long they wait, what failing looks like. */
final class JedisSockets {
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

    private JedisSockets() {}

    static Peer peer(Connection connection) {
        Object factory = Inside.get(FACTORY, connection);
        return peerOf(factory == null ? connection : factory);
    }

    /** As written: of a factory for something else than TCP there is only what it calls itself. */
    static Peer peerOf(Object factory) {
        if (factory instanceof DefaultJedisSocketFactory tcp) {
            HostAndPort address = tcp.getHostAndPort();
            return PEERS.of(tcp, address.getHost(), address.getPort());
        }
        Peer known = PEERS.last(factory);
        return known != null ? known : PEERS.note(factory, Peer.of(factory.toString()));
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
        String where =
                NAMES_ADDRESS ? peer(connection).names().iterator().next() + "." : "any host resolved for DNS name.";
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
