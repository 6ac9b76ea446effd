package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.agent.spi.VirtualThreads;
import io.github.chaos4j.agent.spi.WeakIdentityMap;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every JDBC driver, by the types of {@code java.sql}. */
public final class Jdbc implements ClientModule {
    private static final String STRING = "(Ljava/lang/String;";
    private static final String[] EXECUTES_WITH_SQL = {"execute", "executeUpdate", "executeLargeUpdate"};
    private static final String[] KEYS = {")", "I)", "[I)", "[Ljava/lang/String;)"};

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Set<String> opens() {
        return Set.of("com.zaxxer.hikari.pool", "org.mariadb.jdbc", "org.sqlite.core", "org.apache.derby.impl.jdbc");
    }

    @Override
    public void register(Hooks hooks) {
        String statement = "java.sql.Statement";
        String connection = "java.sql.Connection";
        executes(hooks.onSubtypesOf(statement));
        batches(hooks.onSubtypesOf(statement));
        // declare the methods on classes that are no Statement themselves
        String[] sqlite = {
            "org.sqlite.jdbc3.JDBC3Statement",
            "org.sqlite.jdbc3.JDBC3PreparedStatement",
            "org.sqlite.core.CorePreparedStatement"
        };
        executes(hooks.on(sqlite));
        batches(hooks.on(sqlite));
        prepares(hooks.onSubtypesOf(connection));
        ends(hooks.onSubtypesOf(connection), "commit").as(Operation.JDBC_COMMIT);
        ends(hooks.onSubtypesOf(connection), "rollback")
                .method("rollback", "(Ljava/sql/Savepoint;)")
                .as(Operation.JDBC_ROLLBACK);
        hooks.onSubtypesOf("java.sql.Driver")
                .method("connect", "(Ljava/lang/String;Ljava/util/Properties;)")
                .adapter("Adapter")
                .as(Operation.JDBC_CONNECT, "driver");
        hooks.onSubtypesOf("javax.sql.DataSource")
                .method("getConnection", "()")
                .method("getConnection", "(Ljava/lang/String;Ljava/lang/String;)")
                .adapter("Adapter")
                .as(Operation.JDBC_CONNECT, "source");
        cancels(hooks.onSubtypesOf(statement), "cancel", "()", "cancel");
        cancels(hooks.on("org.sqlite.jdbc3.JDBC3Statement"), "cancel", "()", "cancel");
        cancels(hooks.onSubtypesOf(connection), "abort", "(Ljava/util/concurrent/Executor;)", "close");
        cancels(hooks.onSubtypesOf(connection), "close", "()", "close");
        // pgjdbc looks types up in the catalogue behind a getter: its own business
        hooks.on("org.postgresql.jdbc.TypeInfoCache")
                .methods("getSQLType", "getPGType", "getPGArrayType", "getPGArrayElement", "getJavaClass")
                .adapter("Adapter")
                .shielding(Operation.JDBC_EXECUTE, Operation.JDBC_PREPARE);
    }

    /** The methods of the API by their descriptors: drivers overload them for themselves. */
    private static void executes(Hooks.Place place) {
        Hooks.Place all = place.method("executeQuery", STRING + ")").method("executeQuery", "()");
        for (String name : EXECUTES_WITH_SQL) {
            all = all.method(name, "()");
            for (String keys : KEYS) {
                all = all.method(name, STRING + keys);
            }
        }
        all.adapter("Adapter").as(Operation.JDBC_EXECUTE);
    }

    private static void batches(Hooks.Place place) {
        place.method("executeBatch", "()")
                .method("executeLargeBatch", "()")
                .adapter("Adapter")
                .as(Operation.JDBC_EXECUTE, "batch");
    }

    private static void prepares(Hooks.Place place) {
        Hooks.Place all = place.method("prepareCall", STRING + ")")
                .method("prepareCall", STRING + "II)")
                .method("prepareCall", STRING + "III)")
                .method("prepareStatement", STRING + "II)")
                .method("prepareStatement", STRING + "III)");
        for (String keys : KEYS) {
            all = all.method("prepareStatement", STRING + keys);
        }
        all.adapter("Adapter").as(Operation.JDBC_PREPARE);
    }

    private static Hooks.Place ends(Hooks.Place place, String method) {
        return place.method(method, "()").adapter("Adapter");
    }

    private static void cancels(Hooks.Place place, String method, String parameters, String label) {
        place.method(method, parameters).adapter("Adapter").cancelling(label);
    }

    /** Sees the types of {@code java.sql} only; what it wants of a class beyond them {@link Members} reads by name. */
    public static final class Adapter implements CallAdapter {
        /** The driver's connections, and what is known of the pool that they belong to. */
        private final WeakIdentityMap<Connection, Peer> peers = new WeakIdentityMap<>();

        private final WeakIdentityMap<Connection, Peer> pooled = new WeakIdentityMap<>();

        @Override
        public boolean isWrapper(Class<?> type) {
            return Wrappers.contains(type);
        }

        @Override
        public @Nullable Peer peer(Hook hook, Object self, Object[] args) {
            try {
                if (hook.operation() == Operation.JDBC_CONNECT) {
                    String url = ConnectTarget.url(self, args);
                    return url == null ? null : JdbcPeers.of(null, url);
                }
                return self instanceof Statement statement ? peer(statement.getConnection()) : peer((Connection) self);
            } catch (SQLException closed) {
                return null; // the real call says so itself
            }
        }

        private @Nullable Peer peer(@Nullable Connection connection) throws SQLException {
            if (connection == null) {
                return null;
            }
            Peer seen = peers.get(connection);
            if (seen != null) {
                return seen;
            }
            if (!isWrapper(connection.getClass())) {
                return note(connection, null);
            }
            // HikariCP makes a new proxy per borrowing; what it wraps is the one seen before
            Connection inner = connection.unwrap(Connection.class);
            Peer known = pooled.get(inner);
            if (known == null) {
                known = note(inner, Members.poolName(connection));
                pooled.put(inner, known);
            }
            return known;
        }

        private Peer note(Connection connection, @Nullable String pool) throws SQLException {
            Peer peer = JdbcPeers.of(pool, connection.getMetaData().getURL());
            peers.put(connection, peer);
            return peer;
        }

        @Override
        public Details details(Invocation call) {
            return new JdbcCall(call).details();
        }

        @Override
        public long patience(Invocation call) {
            JdbcCall at = new JdbcCall(call);
            return Math.min(at.queryNanos(), at.networkNanos());
        }

        @Override
        public Throwable timedOut(Invocation call) {
            JdbcCall at = new JdbcCall(call);
            return at.networkNanos() < at.queryNanos()
                    ? SqlFailures.networkTimeout(at.situation())
                    : SqlFailures.queryTimeout(at.situation());
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return kind == ErrorKind.TIMEOUT ? timedOut(call) : SqlFailures.of(kind, new JdbcCall(call).situation());
        }

        /** A driver keeps waiting on its socket, unless the JDK closes that under it or it is Derby itself. */
        @Override
        public @Nullable Throwable interrupted(Invocation call) {
            JdbcCall at = new JdbcCall(call);
            boolean ends = isDerby(call.self()) || (VirtualThreads.isCurrent() && at.speaksOverSocket());
            return ends ? SqlFailures.interrupted(at.situation()) : null;
        }

        @Override
        public List<Object> cancelKeys(Invocation call) {
            Connection connection = new JdbcCall(call).connection();
            return connection == null || connection == call.self()
                    ? List.of(call.self())
                    : List.of(call.self(), connection);
        }

        @Override
        public @Nullable Object cancels(Hook hook, Object self, Object[] args) {
            // Derby's Statement.cancel is not implemented
            boolean without = isWrapper(self.getClass()) || (hook.label().equals("cancel") && isDerby(self));
            return without ? null : self;
        }

        @Override
        public Throwable cancelled(String label, Invocation call) {
            Situation at = new JdbcCall(call).situation();
            return label.equals("cancel") ? SqlFailures.cancelled(at) : SqlFailures.closed(at);
        }

        private static boolean isDerby(Object self) {
            return self.getClass().getName().startsWith("org.apache.derby.impl.");
        }
    }
}
