package io.github.chaos4j.agent.spi;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call goes to: the names that {@code service} is matched against. An adapter hands out the same
 * instance for the same connection, so that the engine can keep on it which faults name this peer: a call to
 * a peer that no fault names then costs one comparison. Thread-safe.
 */
public final class Peer {
    private final Set<String> names;

    /** The engine's own; an adapter leaves it alone. */
    public volatile @Nullable Object memo;

    public Peer(Iterable<String> names) {
        Set<String> copy = new LinkedHashSet<>();
        for (String name : names) {
            copy.add(name);
        }
        this.names = Collections.unmodifiableSet(copy);
    }

    public static Peer of(String... names) {
        return new Peer(List.of(names));
    }

    /** In the order of preference for labels; as written, never resolved. Aliases are added by the engine. */
    public Set<String> names() {
        return names;
    }

    @Override
    public String toString() {
        return names.toString();
    }
}
