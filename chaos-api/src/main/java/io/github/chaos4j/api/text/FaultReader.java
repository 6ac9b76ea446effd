package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Distribution;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Effect.Exhaustion;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultType;
import io.github.chaos4j.api.Lease;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.api.Script;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.api.TargetKind;
import io.github.chaos4j.api.Trigger;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a fault of fields that were read one by one, after looking at what they say together. */
final class FaultReader {
    /** A name as RFC 9110 section 5.6.2 allows. */
    private static final ValueKind<String> HEADER_NAME = ValueKind.matching(
            "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}", "is not the name of a header: write one such as Retry-After");

    private static final List<String> PER_CALL = List.of("rate", "every", "after", "max", "script");

    private final FieldValues fields;

    private FaultReader(FieldValues fields) {
        this.fields = fields;
    }

    /** @throws io.github.chaos4j.api.InvalidFaultException with everything wrong */
    static Fault read(FieldValues fields) {
        FaultReader reader = new FaultReader(fields);
        reader.checkTogether();
        fields.orThrow();
        return reader.fault();
    }

    private void checkTogether() {
        FaultType type = FaultType.of(or("type", String.class, "")).orElse(null);
        TargetKind target = TargetKind.of(or("target", String.class, "")).orElse(null);
        checkDelay(type);
        if (type == FaultType.ERROR && target != null) {
            checkError(target);
        }
        checkOperation(type, target);
        if (type == FaultType.EXHAUSTION
                && or("mode", Exhaustion.Mode.class, Exhaustion.Mode.REAL) == Exhaustion.Mode.SIMULATED
                && or("leave", Integer.class, 0) > 0) {
            fields.reject("leave", "counts connections that are really held: leave it out or write mode=real");
        }
        if (type == FaultType.RESPONSE && !fields.isGiven("status")) {
            fields.reject("status", "is missing: write one of 100 to 599, such as status=503");
        }
        if (type == FaultType.EXHAUSTION
                && or("mode", Exhaustion.Mode.class, Exhaustion.Mode.REAL) == Exhaustion.Mode.REAL) {
            for (String key : PER_CALL) {
                reject(
                        key,
                        key,
                        "chooses single calls, but the pool is held for all: leave it out or write mode=simulated");
            }
        }
        for (String key : List.of("every", "rate")) {
            reject(
                    key,
                    "script",
                    "does not go with script, which says itself which calls are hit: leave one of them out");
        }
        if (!fields.isGiven("lease")) {
            reject("owner", "owner", "does nothing without lease: add one such as lease=10s");
        }
        checkNames();
    }

    private void checkDelay(@Nullable FaultType type) {
        if (!fields.isGiven("jitter")) {
            reject(
                    "distribution",
                    "distribution",
                    "does nothing without jitter: add one such as jitter=50ms, or leave it out");
        }
        if (!fields.isGiven("delay")) {
            reject("to", "to", "needs the delay to start from: add one such as delay=0ms");
            if (type == FaultType.RESPONSE) {
                reject("jitter", "jitter", "needs a delay to spread: add one such as delay=200ms");
            }
        }
    }

    private void checkError(TargetKind target) {
        ErrorKind kind = fields.get("kind", ErrorKind.class);
        if (fields.isGiven("kind") && kind == null) {
            return;
        }
        ErrorKind meant = kind == null && target != TargetKind.ANY ? ErrorKind.defaultFor(target) : kind;
        if (meant != null && meant != ErrorKind.TIMEOUT && meant != ErrorKind.CONNECT_TIMEOUT) {
            reject(
                    "delay",
                    "delay",
                    "does not go with kind " + meant
                            + ", which fails at once: leave it out, or add a latency fault for the same calls");
        }
        if (meant != null && meant != ErrorKind.STATUS && fields.get("status", Integer.class) != null) {
            reject("status", "status", "does not go with kind " + meant + ": leave it out or write kind=status");
        }
    }

    /** What connecting cannot come to: an answer, or what only an established peer says. */
    private void checkOperation(@Nullable FaultType type, @Nullable TargetKind target) {
        String word = fields.withPrefix("match.").get("operation");
        Operation operation = word == null || target == null || target == TargetKind.ANY
                ? null
                : Operation.of(target, word).orElse(null);
        if (operation == null || !operation.isConnect()) {
            return;
        }
        if (type == FaultType.RESPONSE) {
            fields.reject("match.operation", "gets no response: leave it out, or write type error with kind=refused");
        }
        ErrorKind kind = fields.get("kind", ErrorKind.class);
        if (type == FaultType.ERROR && (kind != null || !fields.isGiven("kind"))) {
            ErrorKind meant = kind == null ? ErrorKind.defaultFor(operation.kind()) : kind;
            if (!meant.appliesTo(operation)) {
                fields.reject(
                        "match.operation",
                        "cannot fail with kind " + meant + ": leave it out, or write a kind such as refused");
            }
        }
    }

    private void checkNames() {
        for (String prefix : List.of("header.", "match.header.")) {
            for (String name : fields.withPrefix(prefix).keySet()) {
                try {
                    HEADER_NAME.read(name);
                } catch (IllegalArgumentException e) {
                    fields.reject(prefix + name, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void reject(String key, String other, String why) {
        if (fields.isGiven(key) && fields.isGiven(other)) {
            fields.reject(key, why);
        }
    }

    private Fault fault() {
        Target target = new Target(
                TargetKind.of(or("target", String.class, "")).orElseThrow(),
                fields.get("service", String.class),
                fields.withPrefix("match."));
        Duration lease = fields.get("lease", Duration.class);
        return new Fault(
                fields.get("id", String.class),
                effect(FaultType.of(or("type", String.class, "")).orElseThrow()),
                target,
                new Trigger(
                        or("rate", Double.class, 1.0),
                        fields.get("every", Long.class),
                        or("after", Long.class, 0L),
                        fields.get("max", Long.class),
                        fields.get("script", Script.class),
                        fields.get("seed", Long.class)),
                or("duration", Duration.class, Fault.DEFAULT_DURATION),
                lease == null ? null : new Lease(lease, fields.get("owner", String.class)),
                or("mark", Boolean.class, false));
    }

    private Effect effect(FaultType type) {
        return switch (type) {
            case LATENCY -> new Effect.Latency(delay(or("delay", Duration.class, Delay.DEFAULT)));
            case ERROR ->
                new Effect.Failure(
                        fields.get("kind", ErrorKind.class),
                        fields.get("status", Integer.class),
                        fields.get("delay", Duration.class),
                        null);
            case HANG -> new Effect.Hang();
            case RESPONSE -> response(fields.get("delay", Duration.class));
            case EXHAUSTION ->
                new Exhaustion(or("leave", Integer.class, 0), or("mode", Exhaustion.Mode.class, Exhaustion.Mode.REAL));
            case OBSERVE -> new Effect.Observe();
        };
    }

    private Effect response(@Nullable Duration delay) {
        return new Effect.Response(
                or("status", Integer.class, 0),
                fields.withPrefix("header."),
                fields.get("body", String.class),
                delay == null ? null : delay(delay));
    }

    private Delay delay(Duration delay) {
        return new Delay(
                delay,
                fields.get("jitter", Duration.class),
                fields.get("distribution", Distribution.class),
                fields.get("to", Duration.class));
    }

    private <T> T or(String key, Class<T> type, T otherwise) {
        T value = fields.get(key, type);
        return value == null ? otherwise : value;
    }
}
