package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.agent.spi.Peer;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One peer per pool and URL, however many connections go there, so that the engine decides once for all of
 * them. Thread-safe.
 */
final class JdbcPeers {
    private static final int REMEMBERED = 1000;
    private static final Map<String, Peer> BY_POOL_AND_URL = new ConcurrentHashMap<>();

    private JdbcPeers() {}

    /** Whom calls to this URL, made through the pool of that name, go to. */
    static Peer of(@Nullable String pool, @Nullable String url) {
        String key = (pool == null ? "" : pool) + '\n' + (url == null ? "" : url);
        Peer known = BY_POOL_AND_URL.get(key);
        if (known != null) {
            return known;
        }
        Peer peer = new Peer(names(pool, url));
        if (BY_POOL_AND_URL.size() >= REMEMBERED) {
            return peer;
        }
        Peer raced = BY_POOL_AND_URL.putIfAbsent(key, peer);
        return raced == null ? peer : raced;
    }

    private static Set<String> names(@Nullable String pool, @Nullable String url) {
        Set<String> names = new LinkedHashSet<>();
        if (pool != null && !pool.isEmpty()) {
            names.add(pool);
        }
        if (url != null) {
            names.addAll(JdbcUrl.parse(url).names());
        }
        return names;
    }
}
