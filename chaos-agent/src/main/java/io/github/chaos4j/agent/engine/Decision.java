package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.Details;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the faults that name a peer make of one call: the longest latency, never the sum, then at most one outcome,
 * the earliest armed.
 *
 * @param matched whether any of them matched; if not, the call is none of our business
 * @param delayNanos the longest delay that fired, 0 for none
 * @param longest the latency fault that fired with it, if one did
 * @param outcome the fault that decides what becomes of the call
 * @param gates   what holds the call first
 */
record Decision(
        boolean matched,
        long delayNanos,
        @Nullable ActiveFault longest,
        @Nullable ActiveFault outcome,
        List<ActiveFault> gates) {

    private static final Decision UNMATCHED = new Decision(false, 0, null, null, List.of());

    static Decision of(ActiveFault[] naming, Details details, @Nullable CallScope scope) {
        Draft draft = null;
        for (ActiveFault fault : naming) {
            if (!fault.isActive() || !fault.appliesTo(scope)) {
                continue;
            }
            if (!fault.match().matches(details)) {
                if (fault.isMissToBeTold()) {
                    fault.noted(fault.match().miss(details).toString());
                }
                continue;
            }
            draft = draft == null ? new Draft() : draft;
            draft.add(fault, fault.countMatch());
        }
        return draft == null ? UNMATCHED : draft.decided();
    }

    /** The fault of the longest delay, or else of the outcome. */
    ActiveFault slowest() {
        ActiveFault slow = longest == null ? outcome : longest;
        if (slow == null) {
            throw new IllegalStateException("nothing fired");
        }
        return slow;
    }

    boolean fired() {
        return longest != null || outcome != null;
    }

    private static final class Draft {
        private final List<ActiveFault> gates = new ArrayList<>(0);
        private long delay;
        private @Nullable ActiveFault longest;
        private @Nullable ActiveFault outcome;

        void add(ActiveFault fault, long n) {
            if (fault.gate() != null) {
                gates.add(fault);
                return;
            }
            if (fault.isInert() || !fault.trigger().fires(n)) {
                return;
            }
            long own = fault.delay(n);
            if (fault.fault().type().isOutcome()) {
                addOutcome(fault, own);
            } else if (longest == null || own > delay) {
                giveBack(longest);
                longest = fault;
                delay = Math.max(delay, own);
            } else {
                giveBack(fault);
            }
        }

        private void addOutcome(ActiveFault fault, long own) {
            if (outcome == null) {
                outcome = fault;
                delay = Math.max(delay, own);
            } else {
                giveBack(fault);
            }
        }

        private static void giveBack(@Nullable ActiveFault loser) {
            if (loser != null) {
                loser.trigger().giveBack();
            }
        }

        Decision decided() {
            return new Decision(true, delay, longest, outcome, gates);
        }
    }
}
