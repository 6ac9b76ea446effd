package io.github.chaos4j.agent.client.jdbc;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * pgjdbc: one exception class for everything, told apart by SQLState; what the server says is a
 * {@code ServerErrorMessage} of NUL-terminated fields (PostgreSQL manual, 53.8 Error and Notice Message Fields).
 */
final class PostgresDialect extends StandardDialect {
    private static final String BROKEN = "An I/O error occurred while sending to the backend.";

    @Override
    public SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException {
        return at.connecting()
                ? driver(at, "The connection attempt failed.", "08001", cause)
                : batched(at, driver(at, BROKEN, "08006", cause));
    }

    @Override
    public SQLException refused(Situation at) throws ReflectiveOperationException {
        String message = "Connection to " + at.host()
                + " refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP"
                + " connections.";
        return driver(at, message, "08001", new ConnectException("Connection refused"));
    }

    @Override
    public SQLException connectTimeout(Situation at) throws ReflectiveOperationException {
        return at.target().parameters().containsKey("logintimeout")
                ? driver(at, "Connection attempt timed out.", "08001", null)
                : driver(
                        at, "The connection attempt failed.", "08001", new SocketTimeoutException("Connect timed out"));
    }

    @Override
    public SQLException tooManyConnections(Situation at) throws ReflectiveOperationException {
        return server(at, "FATAL", "53300", "sorry, too many clients already", "");
    }

    /** The driver's own query timeout is a cancel; without one it is the server's statement_timeout. */
    @Override
    public SQLException queryTimeout(Situation at) throws ReflectiveOperationException {
        return at.seconds() > 0
                ? cancelled(at)
                : error(at, "57014", "canceling statement due to statement timeout", "");
    }

    @Override
    public SQLException cancelled(Situation at) throws ReflectiveOperationException {
        return error(at, "57014", "canceling statement due to user request", "");
    }

    @Override
    public SQLException deadlock(Situation at) throws ReflectiveOperationException {
        return error(
                at,
                "40P01",
                "deadlock detected",
                field(
                                'D',
                                "Process 2713 waits for ShareLock on transaction 771; blocked by process 2714.\n"
                                        + "Process 2714 waits for ShareLock on transaction 770; blocked by process 2713.")
                        + field('H', "See server log for query details.")
                        + field('W', "while updating tuple (0,2) in relation \"" + at.table() + "\""));
    }

    @Override
    public SQLException serializationFailure(Situation at) throws ReflectiveOperationException {
        return switch (at.operation()) {
            case JDBC_COMMIT ->
                error(
                        at,
                        "40001",
                        "could not serialize access due to read/write dependencies among transactions",
                        field('D', "Reason code: Canceled on identification as a pivot, during commit attempt.")
                                + field('H', "The transaction might succeed if retried."));
            default -> error(at, "40001", "could not serialize access due to concurrent update", "");
        };
    }

    @Override
    public SQLException readOnly(Situation at) throws ReflectiveOperationException {
        return error(at, "25006", "cannot execute " + at.verb() + " in a read-only transaction", "");
    }

    @Override
    public SQLException lockTimeout(Situation at) throws ReflectiveOperationException {
        return error(
                at,
                "55P03",
                "canceling statement due to lock timeout",
                field('W', "while updating tuple (0,1) in relation \"" + at.table() + "\""));
    }

    /** Any error aborts the transaction: 25P02 until its end. */
    @Override
    public void failTransaction(Connection connection) throws SQLException {
        Dialect.provokeError(connection);
    }

    @Override
    public void failStatement(Connection connection) throws SQLException {
        Dialect.provokeError(connection);
    }

    private static SQLException error(Situation at, String state, String message, String more)
            throws ReflectiveOperationException {
        return batched(at, server(at, "ERROR", state, message, more));
    }

    private static SQLException server(Situation at, String severity, String state, String message, String more)
            throws ReflectiveOperationException {
        Class<?> type = at.load("org.postgresql.util.ServerErrorMessage");
        Object told = type.getConstructor(String.class)
                .newInstance(
                        field('S', severity) + field('V', severity) + field('C', state) + field('M', message) + more);
        return (SQLException) at.load("org.postgresql.util.PSQLException")
                .getConstructor(type)
                .newInstance(told);
    }

    private static String field(char type, String value) {
        return type + value + "\0";
    }

    private static SQLException driver(Situation at, String message, String state, @Nullable Throwable cause)
            throws ReflectiveOperationException {
        Class<?> states = at.load("org.postgresql.util.PSQLState");
        Constructor<?> constructor =
                at.load("org.postgresql.util.PSQLException").getConstructor(String.class, states, Throwable.class);
        for (Object each : states.getEnumConstants()) {
            if (states.getMethod("getState").invoke(each).equals(state)) {
                return (SQLException) constructor.newInstance(message, each, cause);
            }
        }
        throw new NoSuchFieldException("PSQLState " + state);
    }

    private static SQLException batched(Situation at, SQLException failure) {
        if (!at.batch()) {
            return failure;
        }
        BatchUpdateException batch = new BatchUpdateException(
                "Batch entry 0 " + (at.sql() == null ? "<unknown>" : at.sql()) + " was aborted: " + failure.getMessage()
                        + "  Call getNextException to see other errors in the batch.",
                failure.getSQLState(),
                new int[0],
                failure);
        batch.setNextException(failure);
        return batch;
    }
}
