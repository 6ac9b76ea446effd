package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Makes the exception that the driver at hand throws in a failure, and does to its connection what the failure
 * does: a lost one is unusable, a failed transaction is over. Falls back on the SQL standard's class and state
 * where the driver's own cannot be made.
 */
final class SqlFailures {
    private static final Dialect STANDARD = new StandardDialect();

    private SqlFailures() {}

    /** The failure of this kind. */
    static SQLException of(ErrorKind kind, Situation at) {
        return switch (kind) {
            case DOWN -> at.connecting() ? make(Dialect::refused, at) : lost(at);
            case REFUSED -> make(Dialect::refused, at);
            case TOO_MANY_CONNECTIONS -> make(Dialect::tooManyConnections, at);
            case TIMEOUT -> queryTimeout(at);
            case DEADLOCK -> failedTransaction(Dialect::deadlock, at);
            case SERIALIZATION_FAILURE -> failedTransaction(Dialect::serializationFailure, at);
            case READ_ONLY -> failedStatement(Dialect::readOnly, at);
            case TRANSIENT -> failedStatement(Dialect::lockTimeout, at);
            default -> lost(at);
        };
    }

    /** The query timeout has passed; for a connection attempt, the login timeout. */
    static SQLException queryTimeout(Situation at) {
        return at.connecting() ? make(Dialect::connectTimeout, at) : failedStatement(Dialect::queryTimeout, at);
    }

    /** The network timeout has passed: the connection is gone with it. */
    static SQLException networkTimeout(Situation at) {
        if (at.connecting()) {
            return make(Dialect::connectTimeout, at);
        }
        SQLException failure =
                make((dialect, it) -> dialect.lost(it, new SocketTimeoutException("Read timed out")), at);
        lose(at);
        return failure;
    }

    /** {@code Statement.cancel} was called. */
    static SQLException cancelled(Situation at) {
        return failedStatement(Dialect::cancelled, at);
    }

    /** The connection was closed or aborted by another thread of the application. */
    static SQLException closed(Situation at) {
        return make(Dialect::closed, at);
    }

    /** The thread was interrupted, and the connection is gone with it. */
    static SQLException interrupted(Situation at) {
        SQLException failure = make(Dialect::interrupted, at);
        lose(at);
        return failure;
    }

    private static SQLException lost(Situation at) {
        SQLException failure = make((dialect, it) -> dialect.lost(it, dialect.endOfStream()), at);
        lose(at);
        return failure;
    }

    private static SQLException failedTransaction(Making making, Situation at) {
        SQLException failure = make(making, at);
        // a failed commit is the end of the transaction everywhere
        boolean isCommit = at.operation() == Operation.JDBC_COMMIT;
        inTransaction(at, isCommit ? Connection::rollback : dialect(at)::failTransaction);
        return failure;
    }

    private static SQLException failedStatement(Making making, Situation at) {
        SQLException failure = make(making, at);
        inTransaction(at, dialect(at)::failStatement);
        return failure;
    }

    /** One kind of exception of a dialect. */
    private interface Making {
        SQLException make(Dialect dialect, Situation at) throws ReflectiveOperationException;
    }

    /** What a failure does to the transaction that it hits. */
    private interface Consequence {
        void on(Connection connection) throws SQLException;
    }

    private static SQLException make(Making making, Situation at) {
        try {
            try {
                return making.make(dialect(at), at);
            } catch (ReflectiveOperationException | LinkageError | RuntimeException otherVersion) {
                return making.make(STANDARD, at);
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void inTransaction(Situation at, Consequence consequence) {
        Connection connection = at.connection();
        if (connection != null) {
            try {
                if (!connection.getAutoCommit()) {
                    consequence.on(connection);
                }
            } catch (SQLException closed) {
                // no transaction to fail
            }
        }
    }

    /** Aborting, unlike closing, says no good-bye to the server and waits for nothing. */
    private static void lose(Situation at) {
        Connection connection = at.connection();
        if (connection == null) {
            return;
        }
        try {
            connection.abort(Runnable::run);
        } catch (SQLException | RuntimeException | LinkageError old) {
            // not every driver has it; below
        }
        try {
            if (!connection.isClosed()) {
                connection.close();
            }
        } catch (SQLException gone) {
            // as wanted
        }
    }

    private static Dialect dialect(Situation at) {
        String name = at.client().getClass().getName();
        if (name.startsWith("org.postgresql.")) {
            return new PostgresDialect();
        } else if (name.startsWith("org.h2.")) {
            return new H2Dialect();
        } else if (name.startsWith("com.mysql.cj.")) {
            return new MySqlDialect();
        } else if (name.startsWith("org.mariadb.")) {
            return new MariaDbDialect();
        } else if (name.startsWith("org.hsqldb.")) {
            return new HsqldbDialect();
        } else if (name.startsWith("org.apache.derby.impl.")) {
            return new DerbyDialect();
        } else if (name.startsWith("org.sqlite.")) {
            return new SqliteDialect();
        }
        return STANDARD;
    }
}
