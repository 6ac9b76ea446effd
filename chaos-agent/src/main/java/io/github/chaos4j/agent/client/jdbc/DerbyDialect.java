package io.github.chaos4j.agent.client.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;

/** Derby in the process: JDBC's own classes, Derby's states (reference manual, "Derby error messages and SQL states"). */
final class DerbyDialect extends StandardDialect {
    private static final int STATEMENT = 20000;
    private static final int TRANSACTION = 30000;
    private static final int SESSION = 40000;
    private static final int DATABASE = 45000;

    @Override
    public SQLException lost(Situation at, IOException cause) {
        return new SQLNonTransientConnectionException("Database shutdown.", "08006", DATABASE);
    }

    @Override
    public SQLException closed(Situation at) {
        return new SQLNonTransientConnectionException("No current connection.", "08003", SESSION);
    }

    /** Derby ends the connection of an interrupted thread, be it virtual or not. */
    @Override
    public SQLException interrupted(Situation at) {
        return new SQLNonTransientConnectionException("Connection closed by unknown interrupt.", "08000", SESSION);
    }

    @Override
    public SQLException queryTimeout(Situation at) {
        return new SQLTimeoutException("The statement has been cancelled or timed out.", "XCL52", STATEMENT);
    }

    @Override
    public SQLException deadlock(Situation at) {
        return new SQLTransactionRollbackException(
                "A lock could not be obtained due to a deadlock, cycle of locks and waiters is:", "40001", TRANSACTION);
    }

    @Override
    public SQLException serializationFailure(Situation at) {
        return deadlock(at);
    }

    @Override
    public SQLException readOnly(Situation at) {
        return new SQLException(
                "An SQL data change is not permitted for a read-only connection, user or database.",
                "25502",
                STATEMENT);
    }

    @Override
    public SQLException lockTimeout(Situation at) {
        return new SQLTransactionRollbackException(
                "A lock could not be obtained within the time requested", "40XL1", TRANSACTION);
    }
}
