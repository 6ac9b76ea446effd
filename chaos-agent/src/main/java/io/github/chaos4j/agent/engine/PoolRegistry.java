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

    /** A pool seen. */
    private record Note(Hook hook, WeakReference<Object> pool) {}

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
            notes.put(pool, new Note(hook, new WeakReference<>(pool)));
            Listener told = listener;
            if (told != null) {
                told.poolSeen();
            }
        }
    }

    /** All pools that can be exhausted, open ones only. */
    List<Pool> open() {
        List<Pool> open = new ArrayList<>();
        notes.forEachValue(note -> {
            Object pool = note.pool.get();
            if (pool != null && adapters.find(note.hook, pool.getClass()) instanceof PoolAdapter adapter) {
                Pool each = adapter.pool(pool);
                if (!each.isClosed()) {
                    open.add(each);
                }
            }
        });
        return open;
    }
}
