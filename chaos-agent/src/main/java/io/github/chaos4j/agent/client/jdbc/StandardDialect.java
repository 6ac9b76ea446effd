package io.github.chaos4j.agent.client.jdbc;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;

/** The SQL standard's states (ISO 9075-2, table 38) in JDBC's classes for them, for drivers not known better. */
class StandardDialect implements Dialect {

    @Override
    public IOException endOfStream() {
        return new EOFException();
    }

    @Override
    public SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException {
        return new SQLTransientConnectionException("connection exception: connection failure", "08006", cause);
    }

    @Override
    public SQLException closed(Situation at) throws ReflectiveOperationException {
        return lost(at, new SocketException("Socket closed"));
    }

    @Override
    public SQLException interrupted(Situation at) throws ReflectiveOperationException {
        return lost(at, new SocketException("Closed by interrupt"));
    }

    @Override
    public SQLException refused(Situation at) throws ReflectiveOperationException {
        return new SQLTransientConnectionException(
                "connection exception: SQL-client unable to establish SQL-connection",
                "08001",
                new ConnectException("Connection refused"));
    }

    @Override
    public SQLException connectTimeout(Situation at) throws ReflectiveOperationException {
        return new SQLTimeoutException(
                "connection exception: SQL-client unable to establish SQL-connection",
                "08001",
                new SocketTimeoutException("Connect timed out"));
    }

    @Override
    public SQLException tooManyConnections(Situation at) throws ReflectiveOperationException {
        return new SQLNonTransientConnectionException(
                "connection exception: SQL-server rejected establishment of SQL-connection", "08004");
    }

    @Override
    public SQLException queryTimeout(Situation at) throws ReflectiveOperationException {
        return new SQLTimeoutException("statement timed out", "HYT00");
    }

    @Override
    public SQLException cancelled(Situation at) throws ReflectiveOperationException {
        return new SQLException("statement cancelled", "57014");
    }

    @Override
    public SQLException deadlock(Situation at) throws ReflectiveOperationException {
        return new SQLTransactionRollbackException("transaction rollback: deadlock", "40001");
    }

    @Override
    public SQLException serializationFailure(Situation at) throws ReflectiveOperationException {
        return new SQLTransactionRollbackException("transaction rollback: serialization failure", "40001");
    }

    @Override
    public SQLException readOnly(Situation at) throws ReflectiveOperationException {
        return new SQLException("invalid transaction state: read-only SQL-transaction", "25006");
    }

    @Override
    public SQLException lockTimeout(Situation at) throws ReflectiveOperationException {
        return new SQLTransientException("lock wait timeout", "HYT00");
    }
}
