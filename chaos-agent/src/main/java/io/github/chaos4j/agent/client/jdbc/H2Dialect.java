package io.github.chaos4j.agent.client.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * H2: its own factory makes the exception from an error code ({@code org.h2.api.ErrorCode}). A broken connection
 * is 90067, which is not of class 08: HikariCP does not evict for it, here as in reality.
 */
final class H2Dialect extends StandardDialect {
    private static final int BROKEN = 90067;
    private static final int MV_STORE_LOCKED = 101;
    private static final int MV_STORE_DEADLOCK = 105;

    @Override
    public SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException {
        return make(at, BROKEN, null, "session closed");
    }

    @Override
    public SQLException closed(Situation at) throws ReflectiveOperationException {
        return make(at, 90007, null);
    }

    @Override
    public SQLException refused(Situation at) throws ReflectiveOperationException {
        Throwable cause = new java.net.ConnectException("Connection refused: " + at.host());
        return make(at, BROKEN, cause, cause.toString());
    }

    @Override
    public SQLException connectTimeout(Situation at) throws ReflectiveOperationException {
        Throwable cause = new java.net.SocketTimeoutException("Connect timed out: " + at.host());
        return make(at, BROKEN, cause, cause.toString());
    }

    @Override
    public SQLException queryTimeout(Situation at) throws ReflectiveOperationException {
        return make(at, 57014, null);
    }

    @Override
    public SQLException cancelled(Situation at) throws ReflectiveOperationException {
        return make(at, 57014, null);
    }

    @Override
    public SQLException deadlock(Situation at) throws ReflectiveOperationException {
        return make(
                at,
                40001,
                store(at, MV_STORE_DEADLOCK, "Transaction 2 has been chosen as a deadlock victim."),
                "\"" + at.table() + "\"");
    }

    @Override
    public SQLException serializationFailure(Situation at) throws ReflectiveOperationException {
        return make(at, 40001, store(at, MV_STORE_DEADLOCK, ""), "\"" + at.table() + "\"");
    }

    @Override
    public SQLException readOnly(Situation at) throws ReflectiveOperationException {
        return make(at, 90097, null);
    }

    @Override
    public SQLException lockTimeout(Situation at) throws ReflectiveOperationException {
        return make(
                at,
                50200,
                store(at, MV_STORE_LOCKED, "Map entry is locked by tx 1 and can not be updated by tx 2"),
                at.table());
    }

    private static SQLException make(Situation at, int code, @Nullable Throwable cause, String... parameters)
            throws ReflectiveOperationException {
        Class<?> type = at.load("org.h2.message.DbException");
        Object made = type.getMethod("get", int.class, Throwable.class, String[].class)
                .invoke(null, code, cause, parameters);
        if (at.sql() != null && code != BROKEN) {
            made = type.getMethod("addSQL", String.class).invoke(made, at.sql());
        }
        return (SQLException) type.getMethod("getSQLException").invoke(made);
    }

    /** The cause that the storage engine gives since 2.0; null before. */
    private static @Nullable Throwable store(Situation at, int code, String message) {
        try {
            return (Throwable) at.load("org.h2.mvstore.DataUtils")
                    .getMethod("newMVStoreException", int.class, String.class, Object[].class)
                    .invoke(null, code, message, new Object[0]);
        } catch (ReflectiveOperationException older) {
            return null;
        }
    }
}
