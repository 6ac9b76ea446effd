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
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
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

    /** What a data source says of where it connects to; null if it does not. */
    static @Nullable String url(DataSource source) {
        for (String getter : new String[] {"getURL()", "getUrl()"}) {
            if (Members.read(source, getter) instanceof String url) {
                return url;
            }
        }
        boolean isDerby = source.getClass().getName().startsWith("org.apache.derby.");
        return isDerby && Members.read(source, "getDatabaseName()") instanceof String name
                ? "jdbc:derby:" + name
                : null;
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
                    String url = connectUrl(self, args);
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
            if (!isWrapper(connection.getClass())) {
                Peer known = peers.get(connection);
                return known == null ? note(connection, null) : known;
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

        /** Null for what makes no connection: a pool, a driver asked for another's URL. */
        private @Nullable String connectUrl(Object self, Object[] args) throws SQLException {
            if (self instanceof Driver driver) {
                String url = (String) args[0];
                return url != null && driver.acceptsURL(url) ? url : null;
            }
            return self instanceof DataSource source && !isWrapper(self.getClass()) ? Jdbc.url(source) : null;
        }

        @Override
        public Details details(Invocation call) {
            String sql = sql(call);
            return sql == null ? Details.NONE : Sql.of(sql, usesBackslash(call.peer(), call.self()));
        }

        private @Nullable String sql(Invocation call) {
            if (call.args().length > 0 && call.args()[0] instanceof String text) {
                return call.hook().operation() == Operation.JDBC_CONNECT ? null : text;
            }
            return call.self() instanceof PreparedStatement statement ? Members.sql(innermost(statement)) : null;
        }

        private boolean usesBackslash(Peer peer, Object self) {
            Object client = self instanceof Statement statement ? innermost(statement) : innermost((Connection) self);
            String name = client.getClass().getName();
            return name.startsWith("com.mysql.") || name.startsWith("org.mariadb.");
        }

        private Object innermost(Statement statement) {
            Statement inner = statement;
            for (int depth = 0; depth < 5 && isWrapper(inner.getClass()); depth++) {
                try {
                    Statement next = inner.unwrap(Statement.class);
                    Object delegate = next == inner ? Members.delegate(inner) : next;
                    if (!(delegate instanceof Statement found)) {
                        return inner;
                    }
                    inner = found;
                } catch (SQLException closed) {
                    return inner;
                }
            }
            return inner;
        }

        private static Object innermost(Connection connection) {
            try {
                return connection.unwrap(Connection.class);
            } catch (SQLException closed) {
                return connection;
            }
        }

        @Override
        public long patience(Invocation call) {
            return Math.min(queryPatience(call), networkPatience(call));
        }

        /** The query timeout; for a connection attempt, the login timeout. */
        private static long queryPatience(Invocation call) {
            long seconds = call.hook().operation() == Operation.JDBC_CONNECT ? loginSeconds(call) : seconds(call);
            return seconds <= 0 ? FOREVER : TimeUnit.SECONDS.toNanos(seconds);
        }

        private static int seconds(Invocation call) {
            try {
                return call.self() instanceof Statement statement ? statement.getQueryTimeout() : 0;
            } catch (SQLException closed) {
                return 0;
            }
        }

        private static long loginSeconds(Invocation call) {
            try {
                return call.self() instanceof DataSource source
                        ? source.getLoginTimeout()
                        : DriverManager.getLoginTimeout();
            } catch (SQLException unsupported) {
                return 0;
            }
        }

        private static long networkPatience(Invocation call) {
            Connection connection = connection(call);
            if (connection == null) {
                return FOREVER;
            }
            try {
                int millis = connection.getNetworkTimeout();
                return millis <= 0 ? FOREVER : TimeUnit.MILLISECONDS.toNanos(millis);
            } catch (SQLException | AbstractMethodError unsupported) {
                return FOREVER;
            }
        }

        private static @Nullable Connection connection(Invocation call) {
            try {
                return call.self() instanceof Statement statement
                        ? statement.getConnection()
                        : call.self() instanceof Connection connection ? connection : null;
            } catch (SQLException closed) {
                return null;
            }
        }

        @Override
        public Throwable timedOut(Invocation call) {
            Situation at = situation(call);
            return networkPatience(call) < queryPatience(call)
                    ? SqlFailures.networkTimeout(at)
                    : SqlFailures.queryTimeout(at);
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return kind == ErrorKind.TIMEOUT ? timedOut(call) : SqlFailures.of(kind, situation(call));
        }

        private Situation situation(Invocation call) {
            Operation operation = Objects.requireNonNull(call.hook().operation());
            return new Situation(
                    call.self(),
                    operation,
                    connection(call),
                    sql(call),
                    operation == Operation.JDBC_CONNECT ? url(call) : null,
                    call.hook().label().equals("batch"),
                    seconds(call));
        }

        private @Nullable String url(Invocation call) {
            try {
                return connectUrl(call.self(), call.args());
            } catch (SQLException unreadable) {
                return null;
            }
        }

        @Override
        public @Nullable Throwable interrupted(Invocation call) {
            return VirtualThreads.isCurrent() && speaksOverSocket(call)
                    ? SqlFailures.interrupted(situation(call))
                    : null;
        }

        private static boolean speaksOverSocket(Invocation call) {
            String name = call.self().getClass().getName();
            if (name.startsWith("org.sqlite.") || name.startsWith("org.apache.derby.impl.")) {
                return false;
            }
            Connection connection = connection(call);
            try {
                String url =
                        connection == null ? null : connection.getMetaData().getURL();
                return url == null || !JdbcUrl.parse(url).hosts().isEmpty();
            } catch (SQLException closed) {
                return false;
            }
        }

        @Override
        public List<Object> cancelKeys(Invocation call) {
            Connection connection = connection(call);
            return connection == null || connection == call.self()
                    ? List.of(call.self())
                    : List.of(call.self(), connection);
        }

        @Override
        public @Nullable Object cancels(Hook hook, Object self, Object[] args) {
            return isWrapper(self.getClass()) ? null : self;
        }

        @Override
        public Throwable cancelled(String label, Invocation call) {
            return label.equals("cancel")
                    ? SqlFailures.cancelled(situation(call))
                    : SqlFailures.closed(situation(call));
        }
    }
}
