package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.DurationText;
import io.github.chaos4j.api.text.FaultText;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What has to hold before a fault is armed: sound, allowed, below the caps, of a free id. */
final class Arming {
    private final Caps caps;

    Arming(Caps caps) {
        this.caps = caps;
    }

    /** @throws InvalidFaultException with the errors of all faults, those of several with their index */
    void checkSound(List<Fault> faults) {
        FaultText.check(faults);
    }

    void checkAllowed(Optional<String> refusal) {
        refusal.ifPresent(why -> {
            throw new ChaosRefusedException(Reason.GATE_CLOSED, new FieldError("gate", "closed", why));
        });
    }

    void checkIds(List<Fault> faults, Predicate<String> isTaken) {
        Set<String> own = new HashSet<>();
        for (Fault fault : faults) {
            if (fault.id() != null && (isTaken.test(fault.id()) || !own.add(fault.id()))) {
                throw new ChaosRefusedException(
                        Reason.ID_TAKEN,
                        new FieldError(
                                "id",
                                fault.id(),
                                "id \"" + fault.id() + "\" is armed already: choose another, disarm it first, or"
                                        + " replace it with PUT /chaos/faults/" + fault.id()));
            }
        }
    }

    void checkCaps(List<Fault> faults, int armedAlready) {
        if (armedAlready + faults.size() > caps.faults()) {
            throw over("faults", String.valueOf(armedAlready + faults.size()), "CHAOS_MAX_FAULTS", caps.faults());
        }
        for (Fault fault : faults) {
            checkDuration("duration", fault.duration(), caps.duration(), "CHAOS_MAX_DURATION");
            checkRate(fault.trigger().rate());
            longest(fault.effect()).ifPresent(delay -> checkDuration("delay", delay, caps.delay(), "CHAOS_MAX_DELAY"));
        }
    }

    void checkRate(double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new InvalidFaultException(List.of(new FieldError(
                    "rate", String.valueOf(rate), "rate " + rate + " is not in (0, 1]: write 0.5 or 50%")));
        }
        if (rate > caps.rate()) {
            throw over("rate", String.valueOf(rate), "CHAOS_MAX_RATE", caps.rate());
        }
    }

    void checkRemaining(Duration remaining) {
        if (remaining.isNegative() || remaining.isZero()) {
            throw new InvalidFaultException(List.of(new FieldError(
                    "duration",
                    remaining.toString(),
                    "duration must be longer than nothing: disarm the fault instead")));
        }
        checkDuration("duration", remaining, caps.duration(), "CHAOS_MAX_DURATION");
    }

    private static Optional<Duration> longest(Effect effect) {
        if (effect instanceof Effect.Latency latency) {
            return Optional.of(longest(latency.delay()));
        }
        if (effect instanceof Effect.Response response && response.delay() != null) {
            return Optional.of(longest(response.delay()));
        }
        return effect instanceof Effect.Failure failure ? Optional.ofNullable(failure.delay()) : Optional.empty();
    }

    private static Duration longest(Delay delay) {
        return delay.to() != null && delay.to().compareTo(delay.delay()) > 0 ? delay.to() : delay.delay();
    }

    private static void checkDuration(String field, Duration value, Duration cap, String setting) {
        if (value.compareTo(cap) > 0) {
            throw over(field, DurationText.print(value), setting, DurationText.print(cap));
        }
    }

    private static ChaosRefusedException over(String field, String value, String setting, Object cap) {
        return new ChaosRefusedException(
                Reason.OVER_CAP,
                new FieldError(
                        field,
                        value,
                        field + " " + value + " is over the cap " + setting + "=" + cap
                                + ": ask for less, or raise the cap where the service is started"));
    }
}
