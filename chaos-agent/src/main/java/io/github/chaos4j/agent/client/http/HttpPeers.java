package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.spi.Peer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The peer of each host and port, as written in the URL. A repeated look-up allocates nothing: the host is the key
 * as the URL holds it, and the ports of a host are a short chain. Thread-safe.
 */
final class HttpPeers {
    /** A crawler meets more hosts than faults can name: past this many, peers are made anew for each call. */
    private static final int REMEMBERED = 4096;

    private record Port(int number, Peer peer, @Nullable Port next) {
        @Nullable
        Peer find(int wanted) {
            for (Port port = this; port != null; port = port.next) {
                if (port.number == wanted) {
                    return port.peer;
                }
            }
            return null;
        }
    }

    private final ConcurrentMap<String, Port> ports = new ConcurrentHashMap<>();
    private final AtomicInteger remembered = new AtomicInteger();

    /**
     * @param host as the URL writes it; an IPv6 address with or without its brackets
     * @param port the port, or that of the scheme where the URL has none
     */
    Peer of(String host, int port) {
        Port known = ports.get(host);
        Peer found = known == null ? null : known.find(port);
        return found == null ? make(host, port) : found;
    }

    /** The port to connect to, where the URL may leave it to the scheme. */
    static int port(int written, @Nullable String scheme) {
        return written >= 0 ? written : "https".equalsIgnoreCase(scheme) ? 443 : 80;
    }

    private Peer make(String host, int port) {
        if (remembered.get() >= REMEMBERED) {
            return named(host, port);
        }
        Port known = ports.compute(host, (name, others) -> {
            if (others != null && others.find(port) != null) {
                return others;
            }
            remembered.incrementAndGet();
            return new Port(port, named(host, port), others);
        });
        Peer made = known.find(port);
        return made == null ? named(host, port) : made;
    }

    /** RFC 3986 §3.2.2: an IPv6 address stands in brackets before a port, and only there. */
    private static Peer named(String host, int port) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String bracketed = bare.indexOf(':') < 0 ? bare : "[" + bare + "]";
        return Peer.of(bare, bracketed + ":" + port);
    }
}
