package io.github.chaos4j.api;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a fault is aimed at: their kind, the service they go to and further conditions. Immutable.
 *
 * <pre>{@code
 * Target.jdbc("orders-db").reads().statement("select * from orders*")
 * }</pre>
 *
 * @param kind    the kind of call; {@link TargetKind#ANY} means the main operation of each kind
 * @param service a pattern that any name of the call's peer must match, or null for every peer
 * @param match   the further conditions by their key without {@code match.}: operation, statement, table,
 *                method, path, header, command, key; each value a pattern (see {@link TextPattern})
 */
public record Target(TargetKind kind, @Nullable String service, SortedMap<String, String> match) {

    public Target {
        match = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(match));
    }

    public static Target of(TargetKind kind, @Nullable String service) {
        return new Target(kind, service, new TreeMap<>());
    }

    /** The main calls of every kind to every service. */
    public static Target any() {
        return of(TargetKind.ANY, null);
    }

    /** JDBC calls to the databases whose alias, pool, name, host or host:port match. */
    public static Target jdbc(String service) {
        return of(TargetKind.JDBC, service);
    }

    /** HTTP requests to the hosts whose alias, host or host:port match. */
    public static Target http(String service) {
        return of(TargetKind.HTTP, service);
    }

    /** Redis commands to the servers whose alias, host or host:port match. */
    public static Target redis(String service) {
        return of(TargetKind.REDIS, service);
    }

    /** Acquisitions from the pools whose name matches. */
    public static Target pool(String service) {
        return of(TargetKind.POOL, service);
    }

    /** With one more condition; an equal key is replaced. */
    public Target where(String key, String pattern) {
        Map<String, String> more = new TreeMap<>(match);
        more.put(key, pattern);
        return new Target(kind, service, new TreeMap<>(more));
    }

    /** {@code match.operation}: one of {@link Operation#word()} of this kind, or read and write for jdbc. */
    public Target operation(String word) {
        return where("operation", word);
    }

    /** Statements whose first keyword is SELECT, VALUES, SHOW or EXPLAIN. */
    public Target reads() {
        return operation("read");
    }

    /** DML and DDL. */
    public Target writes() {
        return operation("write");
    }

    public Target statement(String pattern) {
        return where("statement", pattern);
    }

    public Target table(String pattern) {
        return where("table", pattern);
    }

    public Target method(String pattern) {
        return where("method", pattern);
    }

    /** A path; {@code {}} stands for exactly one segment. */
    public Target path(String pattern) {
        return where("path", pattern);
    }

    public Target command(String pattern) {
        return where("command", pattern);
    }

    public Target key(String pattern) {
        return where("key", pattern);
    }

    public Optional<String> matching(String key) {
        return Optional.ofNullable(match.get(key));
    }
}
