package io.github.chaos4j.api;

import java.util.List;

/**
 * A fixed sequence of hits and misses, {@code "fail, fail, ok"}: it runs once and then says ok, or loops
 * with {@code "fail, ok; repeat"}.
 *
 * @param steps  true where the call is hit; at least one, at most 1,000
 * @param repeat whether it starts again after the last step
 */
public record Script(List<Boolean> steps, boolean repeat) {

    public Script {
        steps = List.copyOf(steps);
    }

    /** Whether the n-th matching call (from 0) is hit. O(1). */
    public boolean hits(long n) {
        if (n < steps.size()) {
            return steps.get((int) n);
        }
        return repeat && steps.get((int) (n % steps.size()));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (boolean step : steps) {
            text.append(text.isEmpty() ? "" : ", ").append(step ? "fail" : "ok");
        }
        return text.append(repeat ? "; repeat" : "").toString();
    }
}
