package io.github.chaos4j.samples.demo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the first second after a fault in which no customer noticed anything. */
final class Recovery {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private Recovery() {}

    /**
     * @param calls   those due since the end of the fault, in the order in which they were due
     * @param notSoon recovery is not before this moment, because a breaker was seen open then
     * @return how long after the end such a second began; empty as long as there is none
     */
    static Optional<Duration> of(List<CustomerCall> calls, long end, long notSoon) {
        long start = Math.max(0, notSoon - end);
        for (CustomerCall call : calls) {
            long at = call.due() - end;
            if (!call.isDone()) {
                return Optional.empty();
            }
            if (at - start >= SECOND) {
                return Optional.of(Duration.ofNanos(start));
            }
            if (!call.isNormal() && at >= start) {
                start = at + 1;
            }
        }
        return Optional.empty();
    }
}
