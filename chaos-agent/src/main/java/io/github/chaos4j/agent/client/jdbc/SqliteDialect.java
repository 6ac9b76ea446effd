package io.github.chaos4j.agent.client.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** SQLite: a library in the process, so what is a network's failure elsewhere is the file's here. */
final class SqliteDialect extends StandardDialect {

    @Override
    public SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException {
        return at.connecting() ? cannotOpen(at) : make(at, 10, "disk I/O error");
    }

    @Override
    public SQLException closed(Situation at) throws ReflectiveOperationException {
        return make(at, 9, "interrupted");
    }

    @Override
    public SQLException refused(Situation at) throws ReflectiveOperationException {
        return cannotOpen(at);
    }

    @Override
    public SQLException connectTimeout(Situation at) throws ReflectiveOperationException {
        return cannotOpen(at);
    }

    @Override
    public SQLException tooManyConnections(Situation at) throws ReflectiveOperationException {
        return cannotOpen(at);
    }

    @Override
    public SQLException queryTimeout(Situation at) throws ReflectiveOperationException {
        return make(at, 9, "interrupted");
    }

    @Override
    public SQLException cancelled(Situation at) throws ReflectiveOperationException {
        return make(at, 9, "interrupted");
    }

    @Override
    public SQLException deadlock(Situation at) throws ReflectiveOperationException {
        return busy(at);
    }

    @Override
    public SQLException serializationFailure(Situation at) throws ReflectiveOperationException {
        return busy(at);
    }

    @Override
    public SQLException readOnly(Situation at) throws ReflectiveOperationException {
        return make(at, 8, "attempt to write a readonly database");
    }

    @Override
    public SQLException lockTimeout(Situation at) throws ReflectiveOperationException {
        return busy(at);
    }

    /** Who finds the file busy keeps his transaction. */
    @Override
    public void failTransaction(Connection connection) {}

    private static SQLException busy(Situation at) throws ReflectiveOperationException {
        return make(at, 5, "database is locked");
    }

    private static SQLException cannotOpen(Situation at) throws ReflectiveOperationException {
        return make(at, 14, "unable to open database file");
    }

    private static SQLException make(Situation at, int code, String message) throws ReflectiveOperationException {
        return (SQLException) at.load("org.sqlite.core.DB")
                .getMethod("newSQLException", int.class, String.class)
                .invoke(null, code, message);
    }
}
