package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Pool;
import io.github.chaos4j.agent.spi.PoolAdapter;
import io.github.chaos4j.agent.spi.WeakIdentityMap;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application's pools, held weakly: noted when they are constructed, or after a late attach at their first
 * acquire while armed. Noting touches no adapter: a dormant agent loads none.
 */
final class PoolRegistry {

    /** A pool seen. Its handle, once made, stays the same. */
    private static final class Note {
        final Hook hook;
        final WeakReference<Object> pool;
        private @Nullable Pool handle;

        Note(Hook hook, Object pool) {
            this.hook = hook;
            this.pool = new WeakReference<>(pool);
        }

        synchronized @Nullable Pool handle(AdapterSource adapters) {
            Object seen = pool.get();
            if (handle == null
                    && seen != null
                    && adapters.of(hook).get(seen.getClass()) instanceof PoolAdapter adapter) {
                handle = adapter.pool(seen);
            }
            return handle;
        }
    }

    private final AdapterSource adapters;
    private final WeakIdentityMap<Object, Note> notes = new WeakIdentityMap<>();
    private volatile @Nullable Listener listener;

    PoolRegistry(AdapterSource adapters) {
        this.adapters = adapters;
    }

    /** Told when a pool is seen for the first time. */
    interface Listener {
        void poolSeen();
    }

    void listen(Listener newListener) {
        listener = newListener;
    }

    void born(Hook hook, Object pool) {
        seen(hook, pool);
    }

    void seen(Hook hook, Object pool) {
        if (notes.get(pool) == null) {
            Note note = new Note(hook, pool);
            boolean isFirst = notes.putIfAbsent(pool, note) == note;
            Listener told = listener;
            if (isFirst && told != null) {
                told.poolSeen();
            }
        }
    }

    /** All pools that can be exhausted, open ones only; each by the same object every time. */
    List<Pool> open() {
        List<Pool> open = new ArrayList<>();
        for (Note note : notes.values()) {
            Pool each = note.handle(adapters);
            if (each != null && !each.isClosed()) {
                open.add(each);
            }
        }
        return open;
    }
}
