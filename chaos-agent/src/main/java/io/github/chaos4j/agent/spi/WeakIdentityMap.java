package io.github.chaos4j.agent.spi;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map from objects by identity, held weakly, to values. A look-up takes no lock and allocates
 * nothing, which {@link java.util.WeakHashMap} (equals, locks) and a concurrent map of weak keys (a key object
 * per look-up) do not offer. Values must not refer to their keys.
 */
public final class WeakIdentityMap<K, V> {
    private static final int BUCKETS = 1024;

    private static final class Entry<K, V> extends WeakReference<K> {
        final int bucket;
        final V value;
        final @Nullable Entry<K, V> next;

        Entry(K key, ReferenceQueue<K> queue, int bucket, V value, @Nullable Entry<K, V> next) {
            super(key, queue);
            this.bucket = bucket;
            this.value = value;
            this.next = next;
        }

        /** For copies of a live entry: the old reference is dropped, the new one takes its place. */
        @Nullable
        Entry<K, V> withNext(ReferenceQueue<K> queue, @Nullable Entry<K, V> newNext) {
            K key = get();
            return key == null ? newNext : new Entry<>(key, queue, bucket, value, newNext);
        }
    }

    // get() reads it without a fence: what a thread does not see yet it does not know, and asks or puts once more
    @SuppressWarnings("unchecked") // of our own making
    private final @Nullable Entry<K, V>[] table = (Entry<K, V>[]) new Entry<?, ?>[BUCKETS];

    private final ReferenceQueue<K> cleared = new ReferenceQueue<>();

    public @Nullable V get(K key) {
        for (Entry<K, V> entry = table[bucket(key)]; entry != null; entry = entry.next) {
            if (entry.refersTo(key)) {
                return entry.value;
            }
        }
        return null;
    }

    public synchronized void put(K key, V value) {
        expunge();
        int bucket = bucket(key);
        table[bucket] = new Entry<>(key, cleared, bucket, value, without(table[bucket], key));
    }

    /** Returns the value that the key has now: the one before, if there was one. */
    public synchronized V putIfAbsent(K key, V value) {
        V before = get(key);
        if (before == null) {
            put(key, value);
        }
        return before == null ? value : before;
    }

    public synchronized void remove(K key) {
        int bucket = bucket(key);
        table[bucket] = without(table[bucket], key);
    }

    /** The values of all live entries. */
    public synchronized List<V> values() {
        List<V> values = new ArrayList<>();
        for (Entry<K, V> first : table) {
            for (Entry<K, V> entry = first; entry != null; entry = entry.next) {
                if (!entry.refersTo(null)) {
                    values.add(entry.value);
                }
            }
        }
        return values;
    }

    private @Nullable Entry<K, V> without(@Nullable Entry<K, V> chain, @Nullable K key) {
        if (chain == null) {
            return null;
        }
        Entry<K, V> rest = without(chain.next, key);
        if (chain.refersTo(key) || chain.refersTo(null)) {
            return rest;
        }
        return rest == chain.next ? chain : chain.withNext(cleared, rest);
    }

    private void expunge() {
        for (Object dead = cleared.poll(); dead != null; dead = cleared.poll()) {
            int bucket = ((Entry<?, ?>) dead).bucket;
            table[bucket] = without(table[bucket], null);
        }
    }

    private static int bucket(Object key) {
        int hash = System.identityHashCode(key);
        return (hash ^ (hash >>> 12)) & (BUCKETS - 1);
    }
}
