package io.github.chaos4j.agent.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** What failed of ours while the call passed: every time counted, every cause told once. */
final class EngineErrors {
    private static final int MAX_TOLD = 50;

    private final LongAdder count = new LongAdder();
    private final Set<String> told = new LinkedHashSet<>();

    void add(Throwable failure) {
        count.increment();
        StackTraceElement[] frames = failure.getStackTrace();
        tell("engine error, the call passed: " + failure + (frames.length == 0 ? "" : " at " + frames[0]));
    }

    /** A refusal that is nobody's error, told once. */
    void tell(String warning) {
        boolean isNew;
        synchronized (told) {
            isNew = told.size() < MAX_TOLD && told.add(warning);
        }
        if (isNew) {
            System.err.println("[chaos] " + warning);
        }
    }

    long count() {
        return count.sum();
    }

    List<String> warnings() {
        synchronized (told) {
            return new ArrayList<>(told);
        }
    }
}
