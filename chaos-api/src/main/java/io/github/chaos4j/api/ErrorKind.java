package io.github.chaos4j.api;

import static io.github.chaos4j.api.TargetKind.HTTP;
import static io.github.chaos4j.api.TargetKind.JDBC;
import static io.github.chaos4j.api.TargetKind.POOL;
import static io.github.chaos4j.api.TargetKind.REDIS;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The catalogue of failures that {@code type=error} can inject. Which exception, SQLState and cause
 * chain one means is the client's affair: each adapter makes what its client makes of the real failure.
 */
public enum ErrorKind {
    /** An answer with status 503, or with the fault's {@code status}. */
    STATUS("status", HTTP),
    /** The live connection breaks under the call. */
    CONNECTION_LOST("connection-lost", JDBC, REDIS),
    /** Live connections are lost at their next use and new ones refused. */
    DOWN("down", JDBC, REDIS),
    /** The caller's own timeout passes without an answer. */
    TIMEOUT("timeout", HTTP, JDBC, REDIS, POOL),
    CONNECT_TIMEOUT("connect-timeout", HTTP),
    /** Nobody listens at that port. */
    REFUSED("refused", HTTP, JDBC, REDIS),
    /** The peer resets the connection while the call waits for its answer. */
    RESET("reset", HTTP),
    UNKNOWN_HOST("unknown-host", HTTP),
    DEADLOCK("deadlock", JDBC),
    SERIALIZATION_FAILURE("serialization-failure", JDBC),
    READ_ONLY("read-only", JDBC),
    TRANSIENT("transient", JDBC),
    TOO_MANY_CONNECTIONS("too-many-connections", JDBC),
    /** Redis is reading its data set into memory. */
    LOADING("loading", REDIS),
    /** A write against a replica. */
    READONLY("readonly", REDIS),
    /** The command would need more than {@code maxmemory}. */
    OOM("oom", REDIS);

    private final String word;
    private final Set<TargetKind> targets;

    ErrorKind(String word, TargetKind... targets) {
        this.word = word;
        this.targets = Set.of(targets);
    }

    /** The spelling of {@code kind=} in the text form. */
    public String word() {
        return word;
    }

    /** Whether clients of this kind can fail so. */
    public boolean appliesTo(TargetKind target) {
        return targets.contains(target);
    }

    /**
     * Whether this operation can fail so. What only an established peer says is no outcome of connecting.
     */
    public boolean appliesTo(Operation operation) {
        boolean isSaid = switch (this) {
            case STATUS, DEADLOCK, SERIALIZATION_FAILURE, READ_ONLY, TRANSIENT, LOADING, READONLY, OOM -> true;
            default -> false;
        };
        return appliesTo(operation.kind()) && !(isSaid && operation.isConnect());
    }

    /** Whether it belongs to {@code match.operation=connect} unless another operation is named. */
    public boolean isOfConnect() {
        return this == REFUSED || this == TOO_MANY_CONNECTIONS || this == UNKNOWN_HOST;
    }

    /** The kind meant when a fault names none; the first in each target's list. */
    public static ErrorKind defaultFor(TargetKind target) {
        return switch (target) {
            case HTTP -> STATUS;
            case JDBC, REDIS -> CONNECTION_LOST;
            case POOL -> TIMEOUT;
            case ANY -> throw new IllegalArgumentException("each target of * has its own default");
        };
    }

    /** All kinds of a target, in the order of the documentation. */
    public static List<ErrorKind> of(TargetKind target) {
        return Arrays.stream(values()).filter(kind -> kind.appliesTo(target)).toList();
    }

    public static Optional<ErrorKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
