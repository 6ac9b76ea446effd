package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.agent.spi.WeakIdentityMap;
import org.jspecify.annotations.Nullable;

/**
 * The peer of each object that connects (a socket factory, a channel), made anew when it turns to another
 * address, as after a failover. Thread-safe; a look-up allocates nothing.
 */
final class KnownPeers {
    private record Known(String host, int port, Peer peer) {}

    private final WeakIdentityMap<Object, Known> known = new WeakIdentityMap<>();

    /** Named {@code host:port} and {@code host}, as written. */
    Peer of(Object owner, String host, int port) {
        Known before = known.get(owner);
        if (before != null && before.port == port && before.host.equals(host)) {
            return before.peer;
        }
        Peer peer = Peer.of(host + ":" + port, host);
        known.put(owner, new Known(host, port, peer));
        return peer;
    }

    /** What was noted of an owner last. */
    @Nullable
    Peer last(Object owner) {
        Known before = known.get(owner);
        return before == null ? null : before.peer;
    }

    /** Notes a peer that is more than one host and port. */
    Peer note(Object owner, Peer peer) {
        known.put(owner, new Known("", -1, peer));
        return peer;
    }
}
