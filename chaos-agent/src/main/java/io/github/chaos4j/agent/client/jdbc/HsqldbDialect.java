package io.github.chaos4j.agent.client.jdbc;

import java.io.IOException;
import java.sql.SQLException;

/** HSQLDB: its own factory makes class, SQLState and text from an error code ({@code org.hsqldb.error.ErrorCode}). */
final class HsqldbDialect extends StandardDialect {

    @Override
    public SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException {
        return make(at, "X_08006");
    }

    @Override
    public SQLException closed(Situation at) throws ReflectiveOperationException {
        return make(at, "X_08003");
    }

    @Override
    public SQLException refused(Situation at) throws ReflectiveOperationException {
        return make(at, "X_08001");
    }

    @Override
    public SQLException connectTimeout(Situation at) throws ReflectiveOperationException {
        return make(at, "X_08001");
    }

    @Override
    public SQLException tooManyConnections(Situation at) throws ReflectiveOperationException {
        return make(at, "X_08004");
    }

    @Override
    public SQLException queryTimeout(Situation at) throws ReflectiveOperationException {
        return make(at, "X_40502");
    }

    @Override
    public SQLException cancelled(Situation at) throws ReflectiveOperationException {
        return make(at, "X_40502");
    }

    @Override
    public SQLException deadlock(Situation at) throws ReflectiveOperationException {
        return make(at, "X_40001");
    }

    @Override
    public SQLException serializationFailure(Situation at) throws ReflectiveOperationException {
        return make(at, "X_40001");
    }

    @Override
    public SQLException readOnly(Situation at) throws ReflectiveOperationException {
        return make(at, "X_25006");
    }

    private static SQLException make(Situation at, String code) throws ReflectiveOperationException {
        int number = at.load("org.hsqldb.error.ErrorCode").getField(code).getInt(null);
        return (SQLException) at.load("org.hsqldb.jdbc.JDBCUtil")
                .getMethod("sqlException", int.class)
                .invoke(null, number);
    }
}
