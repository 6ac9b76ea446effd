package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults that are armed, and the latest that have ended. Guarded by the registry's lock. */
final class KnownFaults {
    private static final int ENDED_KEPT = 100;

    private final List<ActiveFault> live = new ArrayList<>();
    private final Deque<ActiveFault> ended = new ArrayDeque<>();

    void add(ActiveFault fault) {
        live.add(fault);
    }

    /** Returns false if it has ended already. */
    boolean end(ActiveFault fault, End why) {
        if (!fault.ended(why)) {
            return false;
        }
        live.remove(fault);
        if (!fault.isInternal()) {
            ended.addFirst(fault);
            if (ended.size() > ENDED_KEPT) {
                ended.removeLast();
            }
        }
        return true;
    }

    List<ActiveFault> live() {
        return List.copyOf(live);
    }

    /** Without those that only carry a listener or a gate. */
    List<ActiveFault> shown() {
        return live.stream().filter(fault -> !fault.isInternal()).toList();
    }

    List<ArmedFault> all() {
        List<ArmedFault> all = new ArrayList<>(shown());
        all.addAll(ended);
        return all;
    }

    @Nullable
    ActiveFault findLive(String id) {
        return shown().stream()
                .filter(fault -> fault.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    Optional<ActiveFault> find(String id) {
        ActiveFault armed = findLive(id);
        return armed != null
                ? Optional.of(armed)
                : ended.stream().filter(fault -> fault.id().equals(id)).findFirst();
    }
}
