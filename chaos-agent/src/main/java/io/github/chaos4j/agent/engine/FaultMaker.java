package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.ActiveFault.Ownership;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Completes faults with what they leave open (id, seed) and gives them the counters of their labels. */
final class FaultMaker {
    private static final int RADIX = 36;
    private static final long SMALLEST_ID = (long) RADIX * RADIX * RADIX * RADIX;

    private final Map<Counters.Labels, Counters> counters = new ConcurrentHashMap<>();

    ActiveFault make(FaultRegistry registry, Fault fault, Ownership ownership) {
        boolean idChosen = fault.id() != null;
        Fault complete = idChosen ? fault : fault.named(madeUpId(fault));
        if (complete.trigger().seed() == null) {
            complete = complete.seed(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE));
        }
        Counters.Labels labels = Counters.Labels.of(complete, idChosen);
        Counters own = ownership.isInternal() ? new Counters(labels) : counters.computeIfAbsent(labels, Counters::new);
        return new ActiveFault(registry, complete, own, ownership);
    }

    List<FaultCounters> counters() {
        return counters.values().stream().map(Counters::snapshot).toList();
    }

    private static String madeUpId(Fault fault) {
        long number = ThreadLocalRandom.current().nextLong(SMALLEST_ID, SMALLEST_ID * RADIX);
        return fault.type().word() + "-" + Long.toString(number, RADIX);
    }
}
