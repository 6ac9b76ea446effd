package io.github.chaos4j.agent.client.jdbc;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

/** MySQL Connector/J 8 and 9: exceptions as it makes them from a MariaDB 11.4 server. */
final class MySqlDialect extends StandardDialect {
    private static final String EXCEPTIONS = "com.mysql.cj.jdbc.exceptions.";
    private static final String NEVER_RECEIVED =
            "Communications link failure\n\nThe last packet sent successfully to the server was 0 milliseconds ago. The"
                    + " driver has not received any packets from the server.";
    private static final String RECEIVED =
            "Communications link failure\n\nThe last packet successfully received from the server was 1 milliseconds"
                    + " ago. The last packet sent successfully to the server was 1 milliseconds ago.";

    @Override
    public IOException endOfStream() {
        return new EOFException("Can not read response from server. Expected to read 4 bytes, read 0 bytes before"
                + " connection was unexpectedly lost.");
    }

    @Override
    public SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException {
        String message = at.connecting() ? NEVER_RECEIVED : RECEIVED;
        Throwable inner = (Throwable) at.load("com.mysql.cj.exceptions.CJCommunicationsException")
                .getConstructor(String.class, Throwable.class)
                .newInstance(message, cause);
        return (SQLException) at.load(EXCEPTIONS + "CommunicationsException")
                .getConstructor(String.class, Throwable.class)
                .newInstance(message, inner);
    }

    @Override
    public SQLException refused(Situation at) throws ReflectiveOperationException {
        return lost(at, new ConnectException("Connection refused"));
    }

    @Override
    public SQLException connectTimeout(Situation at) throws ReflectiveOperationException {
        return lost(at, new SocketTimeoutException("Connect timed out"));
    }

    @Override
    public SQLException tooManyConnections(Situation at) throws ReflectiveOperationException {
        return new SQLNonTransientConnectionException(
                "Connection exception, SQL-server rejected establishment of SQL-connection,  message from server: \"Too"
                        + " many connections\"",
                "08004",
                1040);
    }

    @Override
    public SQLException queryTimeout(Situation at) throws ReflectiveOperationException {
        return (SQLException)
                at.load(EXCEPTIONS + "MySQLTimeoutException").getConstructor().newInstance();
    }

    @Override
    public SQLException cancelled(Situation at) throws ReflectiveOperationException {
        return (SQLException) at.load(EXCEPTIONS + "MySQLStatementCancelledException")
                .getConstructor()
                .newInstance();
    }

    @Override
    public SQLException deadlock(Situation at) throws ReflectiveOperationException {
        return rolledBack(at, "Deadlock found when trying to get lock; try restarting transaction", 1213);
    }

    /** InnoDB has no other. */
    @Override
    public SQLException serializationFailure(Situation at) throws ReflectiveOperationException {
        return deadlock(at);
    }

    @Override
    public SQLException readOnly(Situation at) throws ReflectiveOperationException {
        return new SQLException("Cannot execute statement in a READ ONLY transaction", "25006", 1792);
    }

    @Override
    public SQLException lockTimeout(Situation at) throws ReflectiveOperationException {
        return rolledBack(at, "Lock wait timeout exceeded; try restarting transaction", 1205);
    }

    private static SQLException rolledBack(Situation at, String message, int code) throws ReflectiveOperationException {
        return (SQLException) at.load(EXCEPTIONS + "MySQLTransactionRollbackException")
                .getConstructor(String.class, String.class, int.class)
                .newInstance(message, "40001", code);
    }
}
