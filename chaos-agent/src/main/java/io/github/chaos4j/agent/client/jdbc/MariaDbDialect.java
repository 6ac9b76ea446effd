package io.github.chaos4j.agent.client.jdbc;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;

/** MariaDB Connector/J 2 and 3: JDBC's own classes, with the connection's number in front of the message. */
final class MariaDbDialect extends StandardDialect {

    @Override
    public IOException endOfStream() {
        return new EOFException("unexpected end of stream, read 0 bytes from 4 (socket was closed by server)");
    }

    @Override
    public SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException {
        if (at.connecting()) {
            return connecting(at, "Could not connect to " + at.host() + " : " + cause.getMessage(), -1, cause);
        }
        boolean timeout = cause instanceof SocketTimeoutException;
        if (isVersion2(at)) {
            // the driver wraps what it reads twice
            String message = timeout ? "Connection timed out" : String.valueOf(cause.getMessage());
            SQLException inner = new SQLNonTransientConnectionException(message, "08000", 0, cause);
            return batched(at, new SQLNonTransientConnectionException(numbered(at, message), "08000", 0, inner));
        }
        // "timout" is how the driver spells it
        String message = timeout ? "Socket timout error" : "Socket error";
        return batched(at, new SQLNonTransientConnectionException(numbered(at, message), "08000", -1, cause));
    }

    @Override
    public SQLException closed(Situation at) throws ReflectiveOperationException {
        return lost(at, endOfStream());
    }

    @Override
    public SQLException refused(Situation at) throws ReflectiveOperationException {
        IOException cause = new ConnectException("Connection refused");
        JdbcUrl.Host host = at.host();
        return isVersion2(at)
                ? connecting(
                        at,
                        "Socket fail to connect to host:" + host.name() + ", port:" + host.port()
                                + ". Connection refused",
                        -1,
                        cause)
                : connecting(at, "Socket fail to connect to " + host + ". Connection refused", 0, cause);
    }

    @Override
    public SQLException connectTimeout(Situation at) throws ReflectiveOperationException {
        IOException cause = new SocketTimeoutException("Connect timed out");
        return isVersion2(at)
                ? connecting(at, "Could not connect to " + at.host() + " : " + cause.getMessage(), -1, cause)
                : new SQLTimeoutException(
                        "Socket timeout when connecting to " + at.host() + ". " + cause.getMessage(),
                        "08000",
                        0,
                        cause);
    }

    @Override
    public SQLException tooManyConnections(Situation at) throws ReflectiveOperationException {
        if (!isVersion2(at)) {
            return new SQLException("Too many connections", "HY000", 1040);
        }
        JdbcUrl.Host host = at.host();
        return new SQLNonTransientConnectionException(
                "Could not connect to HostAddress{host='" + host.name() + "', port=" + host.port()
                        + ", type='master'}. Too many connections",
                "08000",
                -1,
                new SQLException("Too many connections"));
    }

    @Override
    public SQLException queryTimeout(Situation at) throws ReflectiveOperationException {
        String message = numbered(at, "Query execution was interrupted (max_statement_time exceeded)");
        return batched(at, new SQLTimeoutException(message, "70100", 1969));
    }

    @Override
    public SQLException cancelled(Situation at) throws ReflectiveOperationException {
        return batched(at, new SQLTimeoutException(numbered(at, "Query execution was interrupted"), "70100", 1317));
    }

    @Override
    public SQLException deadlock(Situation at) throws ReflectiveOperationException {
        String message = numbered(at, "Deadlock found when trying to get lock; try restarting transaction");
        return batched(at, new SQLTransactionRollbackException(message, "40001", 1213));
    }

    /** InnoDB has no other. */
    @Override
    public SQLException serializationFailure(Situation at) throws ReflectiveOperationException {
        return deadlock(at);
    }

    @Override
    public SQLException readOnly(Situation at) throws ReflectiveOperationException {
        String message = numbered(at, "Cannot execute statement in a READ ONLY transaction");
        return batched(at, new SQLInvalidAuthorizationSpecException(message, "25006", 1792));
    }

    @Override
    public SQLException lockTimeout(Situation at) throws ReflectiveOperationException {
        String message = numbered(at, "Lock wait timeout exceeded; try restarting transaction");
        return batched(
                at,
                isVersion2(at)
                        ? new SQLTransientConnectionException(message, "HY000", 1205)
                        : new SQLException(message, "HY000", 1205));
    }

    private static SQLException connecting(Situation at, String message, int code, IOException cause) {
        SQLException plain = new SQLNonTransientConnectionException(message, "08000", code, cause);
        if (!isVersion2(at)) {
            return plain;
        }
        JdbcUrl.Host host = at.host();
        String address = "address=(host=" + host.name() + ")(port=" + host.port() + ")(type=master)";
        return new SQLNonTransientConnectionException(
                "Could not connect to " + address + " : " + message, "08000", code, plain);
    }

    private static SQLException batched(Situation at, SQLException failure) {
        return at.batch()
                ? new BatchUpdateException(
                        failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), new int[0], failure)
                : failure;
    }

    private static boolean isVersion2(Situation at) {
        try {
            at.load("org.mariadb.jdbc.MariaDbConnection");
            return true;
        } catch (ClassNotFoundException newer) {
            return false;
        }
    }

    private static String numbered(Situation at, String message) {
        Connection connection = at.connection();
        if (connection == null) {
            return message;
        }
        for (String method : new String[] {"getThreadId", "getServerThreadId"}) {
            try {
                return "(conn=" + connection.getClass().getMethod(method).invoke(connection) + ") " + message;
            } catch (ReflectiveOperationException other) {
                // the other version's name
            }
        }
        return message;
    }
}
