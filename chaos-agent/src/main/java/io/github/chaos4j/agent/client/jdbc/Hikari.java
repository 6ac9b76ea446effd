package io.github.chaos4j.agent.client.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.pool.HikariPool;
import com.zaxxer.hikari.util.ClockSource;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.agent.spi.Pool;
import io.github.chaos4j.agent.spi.PoolAdapter;
import io.github.chaos4j.agent.spi.WeakIdentityMap;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** HikariCP: one acquisition is one {@code HikariPool.getConnection(long)}; its own statements are no calls. */
public final class Hikari implements ClientModule {
    private static final String POOL = "com.zaxxer.hikari.pool.HikariPool";

    @Override
    public String name() {
        return "hikaricp";
    }

    @Override
    public Set<String> opens() {
        return Set.of("com.zaxxer.hikari.pool");
    }

    @Override
    public void register(Hooks hooks) {
        hooks.on(POOL).method("getConnection", "(J)").adapter("Adapter").as(Operation.POOL_ACQUIRE);
        hooks.on(POOL).adapter("Adapter").constructingPool();
        hooks.on("com.zaxxer.hikari.pool.PoolBase")
                .methods("newConnection")
                .adapter("Connect")
                .as(Operation.JDBC_CONNECT);
        Operation[] ownBusiness = {
            Operation.JDBC_EXECUTE, Operation.JDBC_PREPARE, Operation.JDBC_COMMIT, Operation.JDBC_ROLLBACK
        };
        hooks.on("com.zaxxer.hikari.pool.PoolBase")
                .methods(
                        "isConnectionAlive",
                        "isConnectionDead",
                        "setupConnection",
                        "checkDriverSupport",
                        "resetConnectionState",
                        "quietlyCloseConnection")
                .shielding(ownBusiness);
        // returning a connection rolls back what the application has left open
        hooks.on("com.zaxxer.hikari.pool.ProxyConnection").method("close", "()").shielding(ownBusiness);
    }

    private static Peer peer(HikariConfig config) {
        String url = config.getJdbcUrl();
        DataSource source = config.getDataSource();
        if (url == null && source != null) {
            url = ConnectTarget.url(source);
        }
        return JdbcPeers.of(config.getPoolName(), url);
    }

    /** Acquisitions. */
    public static final class Adapter implements PoolAdapter {
        private final WeakIdentityMap<Object, Peer> peers = new WeakIdentityMap<>();

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            Peer known = peers.get(self);
            if (known == null) {
                known = Hikari.peer(((HikariPool) self).config);
                peers.put(self, known);
            }
            return known;
        }

        @Override
        public long patience(Invocation call) {
            return TimeUnit.MILLISECONDS.toNanos((Long) call.args()[0]);
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return timedOut((HikariPool) call.self(), (Long) call.args()[0]);
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return timedOut(call);
        }

        /** The pool's own words; it counts the timeout in its metrics, too, as for a real one. */
        private static SQLException timedOut(HikariPool pool, long waitedMillis) {
            try {
                Method create = HikariPool.class.getDeclaredMethod("createTimeoutException", long.class);
                create.setAccessible(true);
                return (SQLException)
                        create.invoke(pool, ClockSource.plusMillis(ClockSource.currentTime(), -waitedMillis));
            } catch (ReflectiveOperationException | RuntimeException otherVersion) {
                return new SQLTransientConnectionException(pool.config.getPoolName()
                        + " - Connection is not available, request timed out after " + waitedMillis + "ms (total="
                        + pool.getTotalConnections() + ", active=" + pool.getActiveConnections() + ", idle="
                        + pool.getIdleConnections() + ", waiting=" + pool.getThreadsAwaitingConnection() + ")");
            }
        }

        @Override
        public Throwable interrupted(Invocation call) {
            Thread.currentThread().interrupt();
            String pool = ((HikariPool) call.self()).config.getPoolName();
            return new SQLException(pool + " - Interrupted during connection acquisition", new InterruptedException());
        }

        @Override
        public Pool pool(Object self) {
            HikariPool pool = (HikariPool) self;
            return new HeldPool(new WeakReference<>(pool), Hikari.peer(pool.config));
        }
    }

    /**
     * The making of one physical connection: opened here, where the pool's name is known, and suffered in the
     * driver.
     */
    public static final class Connect implements CallAdapter {
        @Override
        public boolean isWrapper(Class<?> type) {
            return true;
        }

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            return Hikari.peer(((HikariPool) self).config);
        }

        @Override
        public Throwable timedOut(Invocation call) {
            throw new IllegalStateException("a wrapper suffers nothing itself");
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return timedOut(call);
        }
    }

    /** The pool as the thread that exhausts it sees it. */
    private record HeldPool(WeakReference<HikariPool> pool, Peer peer) implements Pool {
        private static final int VALID_SECONDS = 2;

        @Override
        public int maximum() {
            HikariPool alive = pool.get();
            return alive == null ? 0 : alive.config.getMaximumPoolSize();
        }

        @Override
        public Object borrow() throws SQLException {
            HikariPool alive = pool.get();
            if (alive == null) {
                throw new SQLException("the pool is gone");
            }
            return alive.getConnection();
        }

        @Override
        public void giveBack(Object borrowed) throws SQLException {
            ((Connection) borrowed).close();
        }

        @Override
        public boolean isAlive(Object borrowed) {
            try {
                return ((Connection) borrowed).isValid(VALID_SECONDS);
            } catch (SQLException dead) {
                return false;
            }
        }

        /** Evicting closes the physical connection, so that the pool makes a new one. */
        @Override
        public void discard(Object borrowed) throws SQLException {
            HikariPool alive = pool.get();
            Connection connection = (Connection) borrowed;
            if (alive != null) {
                alive.evictConnection(connection);
            }
            connection.close();
        }

        @Override
        public boolean isClosed() {
            HikariPool alive = pool.get();
            return alive == null || alive.poolState == HikariPool.POOL_SHUTDOWN;
        }
    }
}
