package io.github.chaos4j.benchmarks;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;

/** A statement whose execution costs nothing, so that what is measured is the weaving. */
public abstract class NoOpStatement implements PreparedStatement {
    private static final String URL = "jdbc:postgresql://bench-db:5432/bench";

    private final Connection connection =
            proxy(Connection.class, "getMetaData", proxy(DatabaseMetaData.class, "getURL", URL));
    /** Where MariaDB keeps it, so that a fault can ask for it. */
    private final String sql = "update orders set state = ? where id = ?";

    private int updates;

    /** A concrete subclass: what this class leaves abstract is never called. */
    public static PreparedStatement create() throws ReflectiveOperationException {
        return new ByteBuddy()
                .subclass(NoOpStatement.class)
                .make()
                .load(NoOpStatement.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded()
                .getConstructor()
                .newInstance();
    }

    @Override
    public int executeUpdate() {
        return updates++;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public int getQueryTimeout() {
        return 0;
    }

    private static <T> T proxy(Class<T> type, String method, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, called, args) -> {
            if (called.getName().equals(method)) {
                return answer;
            }
            return switch (called.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == args[0];
                case "toString" -> type.getSimpleName();
                case "isWrapperFor" -> false;
                case "getNetworkTimeout" -> 0;
                default -> null;
            };
        }));
    }
}
