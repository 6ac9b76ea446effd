package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.api.TargetKind;
import io.github.chaos4j.api.TextPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fault's target, compiled: the operations, the service pattern and the conditions on details. Immutable. */
final class FaultMatch {
    private static final String OPERATION = "operation";
    private static final String SEPARATOR = ", ";
    /** Keys with one value, in which a comma is a comma. */
    private static final Set<String> SINGLE = Set.of("statement", "method", "path", "command");

    /** One condition that failed. */
    record Miss(String condition, String wanted, String seen) {
        @Override
        public String toString() {
            return condition + " \"" + seen + "\" is not \"" + wanted + "\"";
        }
    }

    /** @param isOfSeveral whether a call may have several values, of which one has to match */
    private record Condition(String key, TextPattern pattern, boolean isOfSeveral) {
        static Condition of(String key, String text) {
            TextPattern pattern = key.equals("path") ? TextPattern.path(text) : TextPattern.of(text);
            return new Condition(key, pattern, !SINGLE.contains(key));
        }

        boolean holds(@Nullable String value) {
            if (value == null) {
                return false;
            }
            return pattern.matches(value) || (isOfSeveral && anyOf(value));
        }

        private boolean anyOf(String values) {
            for (String each : values.split(SEPARATOR)) {
                if (pattern.matches(each)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Target target;
    private final Set<Operation> operations;
    private final @Nullable TextPattern service;
    private final @Nullable String readOrWrite;
    private final Condition[] conditions;

    FaultMatch(Fault fault) {
        target = fault.target();
        operations = operationsOf(fault);
        service = target.service() == null ? null : TextPattern.of(target.service());
        String word = target.match().get(OPERATION);
        readOrWrite = target.kind() == TargetKind.JDBC && ("read".equals(word) || "write".equals(word)) ? word : null;
        List<Condition> others = new ArrayList<>();
        for (Map.Entry<String, String> each : target.match().entrySet()) {
            if (!each.getKey().equals(OPERATION)) {
                others.add(Condition.of(each.getKey(), each.getValue()));
            }
        }
        conditions = others.toArray(new Condition[0]);
    }

    Set<Operation> operations() {
        return operations;
    }

    /** Whether calls to a peer of these names are meant, whatever they do. */
    boolean names(Iterable<String> services) {
        if (service == null) {
            return true;
        }
        for (String each : services) {
            if (service.matches(each)) {
                return true;
            }
        }
        return false;
    }

    Miss serviceMiss(Iterable<String> services) {
        return new Miss("service", String.valueOf(target.service()), String.join(SEPARATOR, services));
    }

    /** Allocation-free as long as nothing is wrong: the hot path of a miss asks {@link #miss} only to tell. */
    boolean matches(Details details) {
        if (readOrWrite != null && !readOrWrite.equals(details.get(OPERATION))) {
            return false;
        }
        for (Condition each : conditions) {
            if (!each.holds(details.get(each.key()))) {
                return false;
            }
        }
        return true;
    }

    /** The first condition that fails; only after {@link #matches} said no. */
    Miss miss(Details details) {
        if (readOrWrite != null && !readOrWrite.equals(details.get(OPERATION))) {
            return new Miss("match." + OPERATION, readOrWrite, text(details.get(OPERATION)));
        }
        for (Condition each : conditions) {
            String seen = details.get(each.key());
            if (!each.holds(seen)) {
                return new Miss("match." + each.key(), each.pattern().toString(), text(seen));
            }
        }
        throw new IllegalStateException("nothing is missed");
    }

    private static String text(@Nullable String seen) {
        return seen == null ? "unknown" : seen;
    }

    /** The operations meant: the one named, else those to which the kind of error belongs, else the main ones. */
    private static Set<Operation> operationsOf(Fault fault) {
        Target target = fault.target();
        Set<Operation> chosen = EnumSet.noneOf(Operation.class);
        for (Operation operation : Operation.values()) {
            if (target.kind() != TargetKind.ANY && operation.kind() != target.kind()) {
                continue;
            }
            String word = target.match().get(OPERATION);
            boolean meant = word == null ? isMeant(operation, fault.effect()) : isNamed(operation, word);
            if (meant && canSuffer(operation, fault.effect())) {
                chosen.add(operation);
            }
        }
        return chosen;
    }

    private static boolean isNamed(Operation operation, String word) {
        boolean statement = word.equals("read") || word.equals("write");
        return statement
                ? operation == Operation.JDBC_EXECUTE
                : operation.word().equals(word);
    }

    private static boolean isMeant(Operation operation, Effect effect) {
        boolean connect = operation.word().equals(Operation.JDBC_CONNECT.word());
        if (effect instanceof Effect.Failure failure && failure.kind() != null) {
            ErrorKind kind = failure.kind();
            if (kind == ErrorKind.DOWN) {
                return connect || isWorkOnConnection(operation);
            }
            if (kind.isOfConnect()) {
                return connect;
            }
        }
        return operation.isMain();
    }

    /** What breaks first when a live connection is lost: any work on it. */
    private static boolean isWorkOnConnection(Operation operation) {
        return operation.isMain() || operation.kind() == TargetKind.JDBC;
    }

    private static boolean canSuffer(Operation operation, Effect effect) {
        if (effect instanceof Effect.Failure failure) {
            return failure.exception() != null
                    || failure.kindFor(operation.kind())
                            .filter(kind -> kind.appliesTo(operation))
                            .isPresent();
        }
        if (effect instanceof Effect.Response) {
            return operation == Operation.HTTP_REQUEST;
        }
        return !(effect instanceof Effect.Exhaustion) || operation == Operation.POOL_ACQUIRE;
    }
}
