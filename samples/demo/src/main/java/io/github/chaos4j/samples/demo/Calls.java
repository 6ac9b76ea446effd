package io.github.chaos4j.samples.demo;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All calls since the load began. Thread-safe. */
final class Calls {
    private final Queue<CustomerCall> calls = new ConcurrentLinkedQueue<>();

    void add(CustomerCall call) {
        calls.add(call);
    }

    /** Those due from, inclusive, to, exclusive; {@link System#nanoTime} values. */
    List<CustomerCall> between(long from, long to) {
        return calls.stream()
                .filter(call -> call.due() - from >= 0 && call.due() - to < 0)
                .toList();
    }

    boolean areDoneBetween(long from, long to) {
        return between(from, to).stream().allMatch(CustomerCall::isDone);
    }
}
