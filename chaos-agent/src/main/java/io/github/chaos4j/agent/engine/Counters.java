package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the faults of one label set have done since install. Outlives the faults, so that nothing ever falls. */
final class Counters {

    /** The labels by which metrics tell faults apart; few, whatever ids are made up. */
    record Labels(String fault, String type, String target, String service) {
        static Labels of(Fault fault, boolean idChosen) {
            String service = fault.target().service();
            return new Labels(
                    idChosen && fault.id() != null ? fault.id() : "auto",
                    fault.type().word(),
                    fault.target().kind().word(),
                    service == null ? "" : service);
        }
    }

    private final Labels labels;
    final LongAdder injections = new LongAdder();
    final LongAdder matched = new LongAdder();
    final LongAdder delays = new LongAdder();
    final LongAdder delayNanos = new LongAdder();
    final AtomicInteger armed = new AtomicInteger();

    Counters(Labels labels) {
        this.labels = labels;
    }

    FaultCounters snapshot() {
        return new FaultCounters(
                labels.fault(),
                labels.type(),
                labels.target(),
                labels.service(),
                injections.sum(),
                matched.sum(),
                delays.sum(),
                delayNanos.sum(),
                armed.get() > 0);
    }
}
