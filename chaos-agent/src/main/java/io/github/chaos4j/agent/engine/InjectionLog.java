package io.github.chaos4j.agent.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest injections, newest first. */
final class InjectionLog {
    private static final int KEPT = 100;

    private final Deque<Injection> latest = new ArrayDeque<>(KEPT);

    synchronized void add(Injection injection) {
        if (latest.size() == KEPT) {
            latest.removeLast();
        }
        latest.addFirst(injection);
    }

    synchronized List<Injection> recent() {
        return new ArrayList<>(latest);
    }
}
