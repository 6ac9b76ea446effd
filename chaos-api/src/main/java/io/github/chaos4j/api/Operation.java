package io.github.chaos4j.api;

import java.util.Arrays;
import java.util.Optional;

/**
 * One operation of a client that is a call of its own. {@code match.operation} names it by {@link #word()}.
 */
public enum Operation {
    /** One {@code execute*}, {@code executeBatch} or {@code executeLarge*}; fetching rows is none. */
    JDBC_EXECUTE(TargetKind.JDBC, "execute"),
    JDBC_CONNECT(TargetKind.JDBC, "connect"),
    JDBC_PREPARE(TargetKind.JDBC, "prepare"),
    JDBC_COMMIT(TargetKind.JDBC, "commit"),
    JDBC_ROLLBACK(TargetKind.JDBC, "rollback"),
    /** One application attempt; redirects and a client's own retries belong to it. */
    HTTP_REQUEST(TargetKind.HTTP, "request"),
    HTTP_CONNECT(TargetKind.HTTP, "connect"),
    /** One command, one pipeline sync or one EXEC. */
    REDIS_COMMAND(TargetKind.REDIS, "command"),
    REDIS_CONNECT(TargetKind.REDIS, "connect"),
    POOL_ACQUIRE(TargetKind.POOL, "acquire");

    private final TargetKind kind;
    private final String word;

    Operation(TargetKind kind, String word) {
        this.kind = kind;
        this.word = word;
    }

    public TargetKind kind() {
        return kind;
    }

    /** The spelling in {@code match.operation}, unique within its kind. */
    public String word() {
        return word;
    }

    /** Whether a fault of this kind without {@code match.operation} means this operation. */
    public boolean isMain() {
        return this == JDBC_EXECUTE || this == HTTP_REQUEST || this == REDIS_COMMAND || this == POOL_ACQUIRE;
    }

    /** Whether it makes a new connection. */
    public boolean isConnect() {
        return this == JDBC_CONNECT || this == HTTP_CONNECT || this == REDIS_CONNECT;
    }

    /** The operation of a kind so spelled. */
    public static Optional<Operation> of(TargetKind kind, String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.kind == kind && operation.word.equals(word))
                .findFirst();
    }
}
