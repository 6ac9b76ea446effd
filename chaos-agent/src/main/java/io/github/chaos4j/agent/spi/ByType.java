package io.github.chaos4j.agent.spi;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A value per class, computed when first asked for and kept as long as the class is. In front of the
 * {@link ClassValue} that keeps it stand the first few classes that were asked for: a walk past them costs a load
 * or two, the look-up in a ClassValue some 25 ns of a woven method. Thread-safe.
 *
 * @param <V> may refer to the class, which it does not keep alive
 */
public abstract class ByType<V> {
    private static final int IN_FRONT = 8;

    private final ClassValue<V> kept = new ClassValue<>() {
        @Override
        protected V computeValue(Class<?> type) {
            return compute(type);
        }
    };

    private volatile @Nullable Seen<V> front;

    /** Refers to the value; the class, which the processor compares on the way, is one step further. */
    private static final class Seen<V> extends WeakReference<V> {
        final WeakReference<Class<?>> type;
        final @Nullable Seen<V> next;
        final int depth;

        Seen(WeakReference<Class<?>> type, V value, @Nullable Seen<V> next) {
            super(value);
            this.type = type;
            this.next = next;
            this.depth = next == null ? 1 : next.depth + 1;
        }
    }

    /** Threads that race for the first value of a class may each compute one; all of them get the same. */
    protected abstract V compute(Class<?> type);

    public final V get(Class<?> type) {
        V known = inFront(type);
        if (known != null) {
            return known;
        }
        V value = kept.get(type);
        remember(type, value);
        return value;
    }

    /** The value if it can be had at once; null says nothing. */
    public final @Nullable V inFront(Class<?> type) {
        for (Seen<V> seen = front; seen != null; seen = seen.next) {
            if (seen.type.refersTo(type)) {
                return seen.get();
            }
        }
        return null;
    }

    private synchronized void remember(Class<?> type, V value) {
        Seen<V> live = live(front, type);
        if (live == null || live.depth < IN_FRONT) {
            front = new Seen<>(new WeakReference<>(type), value, live);
        }
    }

    /** The chain without the class itself and those that are gone. */
    private static <V> @Nullable Seen<V> live(@Nullable Seen<V> chain, Class<?> without) {
        if (chain == null) {
            return null;
        }
        Seen<V> rest = live(chain.next, without);
        V value = chain.get();
        if (value == null || chain.type.refersTo(null) || chain.type.refersTo(without)) {
            return rest;
        }
        return rest == chain.next ? chain : new Seen<>(chain.type, value, rest);
    }
}
