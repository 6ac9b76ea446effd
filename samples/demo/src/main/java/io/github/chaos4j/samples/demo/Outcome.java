package io.github.chaos4j.samples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one act came to.
 *
 * @param injections how many calls suffered the fault, as the agent counted them
 * @param recovery   from the end of the fault; empty if it did not come in time
 * @param queued     orders accepted without the database
 * @param lost       those of them that never reached it
 */
record Outcome(
        Act act,
        Figures before,
        Figures during,
        Figures after,
        Set<String> breakerBefore,
        Set<String> breakerDuring,
        Set<String> breakerAfter,
        long injections,
        Optional<Duration> recovery,
        int queued,
        int lost) {

    /** The promises that were broken, in words; empty if the service coped. */
    List<String> broken(Promise promise) {
        List<String> broken = new ArrayList<>();
        check("during", during, promise, broken);
        check("after", after, promise, broken);
        if (!breakerDuring.contains("open")) {
            broken.add("breaker " + act.breaker() + " never opened");
        }
        if (recovery.filter(time -> time.compareTo(promise.recovery()) <= 0).isEmpty()) {
            broken.add("recovery " + recovery.map(Text::time).orElse("did not come") + ", must be at most "
                    + Text.time(promise.recovery()));
        }
        if (lost > 0) {
            broken.add(lost + " of " + queued + " accepted orders are lost");
        }
        return broken;
    }

    private static void check(String when, Figures figures, Promise promise, List<String> broken) {
        if (figures.success() < promise.success()) {
            broken.add("success " + when + " " + Text.percent(figures.success()) + ", must be at least "
                    + Text.percent(promise.success()));
        }
        if (figures.p99().compareTo(promise.p99()) > 0) {
            broken.add(
                    "p99 " + when + " " + Text.time(figures.p99()) + ", must be at most " + Text.time(promise.p99()));
        }
    }
}
