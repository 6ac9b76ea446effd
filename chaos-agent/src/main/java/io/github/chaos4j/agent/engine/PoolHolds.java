package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.Pool;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Effect.Exhaustion.Mode;
import io.github.chaos4j.api.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which pools are held for which faults. */
final class PoolHolds {
    private static final long GIVE_BACK_NANOS = 2_000_000_000L;

    private final PoolRegistry pools;
    private final Aliases aliases;
    private final EngineErrors errors;
    private final Map<ActiveFault, List<PoolHold>> holds = new HashMap<>();

    PoolHolds(PoolRegistry pools, Aliases aliases, EngineErrors errors) {
        this.pools = pools;
        this.aliases = aliases;
        this.errors = errors;
    }

    static boolean isReal(Fault fault) {
        return fault.effect() instanceof Effect.Exhaustion exhaustion && exhaustion.mode() == Mode.REAL;
    }

    /** Begins to hold every pool that the fault names and that is not held for it yet; of a fault that ended, none. */
    synchronized void begin(ActiveFault fault) {
        if (!fault.isActive()) {
            return;
        }
        List<PoolHold> own = holds.computeIfAbsent(fault, f -> new ArrayList<>());
        Set<String> known = new LinkedHashSet<>();
        for (Pool pool : pools.open()) {
            Set<String> names = new LinkedHashSet<>(aliases.of(pool.peer().names()));
            names.addAll(pool.peer().names());
            known.addAll(names);
            if (fault.match().names(names) && own.stream().noneMatch(hold -> hold.pool() == pool)) {
                PoolHold hold = new PoolHold(fault, pool, errors);
                own.add(hold);
                fault.seen();
                hold.start();
            }
        }
        if (own.isEmpty()) {
            fault.noted(
                    known.isEmpty()
                            ? "no pool has been seen yet: it is held as soon as one is constructed or acquires"
                            : "no pool of that name has been seen; known: " + String.join(", ", known));
        }
    }

    /** Gives back what is held for the fault; all of it within two seconds unless the pool itself blocks. */
    void end(ActiveFault fault, boolean wait) {
        List<PoolHold> own;
        synchronized (this) {
            own = holds.remove(fault);
        }
        if (own == null) {
            return;
        }
        own.forEach(PoolHold::end);
        if (wait) {
            own.forEach(this::awaitEnd);
        }
    }

    private void awaitEnd(PoolHold hold) {
        try {
            hold.awaitEnd(GIVE_BACK_NANOS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
