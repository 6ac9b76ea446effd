package io.github.chaos4j.it.client.jdbc;

import static io.github.chaos4j.it.RealFailures.assertLooksLike;
import static io.github.chaos4j.it.RealFailures.assertSameKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.ClientContract;
import io.github.chaos4j.it.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The common case: a pool in front of a driver in front of a server; aimed at by the pool's name. */
class HikariPostgresIT extends ClientContract {
    private HikariDataSource pool;

    @BeforeEach
    void open() throws SQLException {
        pool = pool("pool", PostgresServer.url());
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists t");
            statement.execute("create table t (id int primary key, v int)");
            statement.executeUpdate("insert into t values (1, 1)");
        }
    }

    /** A pool that has made its two connections. */
    static HikariDataSource pool(String name, String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName(name);
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(1000);
        config.setInitializationFailTimeout(-1);
        HikariDataSource pool = new HikariDataSource(config);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 2);
        return pool;
    }

    @AfterEach
    void close() {
        Chaos.stop();
        pool.close();
    }

    @Override
    protected Target target() {
        return Target.jdbc(pool.getPoolName());
    }

    @Override
    protected Object call() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("update t set v = 2 where id = ?")) {
            statement.setQueryTimeout(1);
            statement.setInt(1, 1);
            return statement.executeUpdate();
        }
    }

    @Override
    protected Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooksLike(failure, "hikari+pgjdbc", "query-timeout");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return PostgresIT.failures("hikari+pgjdbc");
    }

    @Override
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return Optional.of(failure -> {
            assertThat(((SQLException) failure).getSQLState()).isEqualTo("08006");
            assertThat(failure).hasRootCauseMessage("Closed by interrupt");
        });
    }

    private int backend() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void evictsALostConnection() throws SQLException {
        pool.setMaximumPoolSize(1);
        await().until(() -> pool.getHikariPoolMXBean().getTotalConnections() >= 1);
        pool.getHikariPoolMXBean().softEvictConnections();
        await().until(() -> pool.getHikariPoolMXBean().getTotalConnections() <= 1);
        int before = backend();
        assertThat(backend()).isEqualTo(before);
        try (ArmedFault lost =
                Chaos.arm(Fault.error(ErrorKind.CONNECTION_LOST).on(target()).max(1))) {
            assertLooksLike(Outcome.of(this::call).assertFailed(), "hikari+pgjdbc", "fin-waiting");
        }
        assertThat(backend()).isNotEqualTo(before);
    }

    /** The pool's threads make connections for nobody in particular: its name is known there all the same. */
    @Test
    void isRefusedNewConnectionsByTheNameOfThePool() throws SQLException {
        try (ArmedFault refused = Chaos.arm(Fault.error(ErrorKind.REFUSED).on(target().operation("connect")))) {
            await().until(() -> {
                pool.getHikariPoolMXBean().softEvictConnections();
                return pool.getHikariPoolMXBean().getTotalConnections() == 0;
            });
            assertRefused(Outcome.of(this::call));
            assertThat(refused.injected()).isPositive();
        }
        await().untilAsserted(() -> Outcome.of(this::call).assertPassed());
    }

    @Test
    void isDownUntilItEnds() {
        try (ArmedFault live = Chaos.arm(Fault.error(ErrorKind.DOWN).on(target()));
                ArmedFault fresh = Chaos.arm(Fault.error(ErrorKind.DOWN).on(target().operation("connect")))) {
            await().untilAsserted(() -> assertRefused(Outcome.of(this::call)));
        }
        await().untilAsserted(() -> Outcome.of(this::call).assertPassed());
    }

    /** The oldest pool does not say its numbers. */
    private static void assertRefused(Outcome outcome) {
        if (JdbcContract.isOldest()) {
            assertSameKind(outcome.assertFailed(), "hikari+pgjdbc", "connect-refused");
        } else {
            assertLooksLike(outcome.assertFailed(), "hikari+pgjdbc", "connect-refused");
        }
    }

    /** Its alive test, its settings and its clean-up are the pool's own business. */
    @Test
    void countsNoStatementOfThePools() throws SQLException {
        try (ArmedFault observed = Chaos.arm(Fault.observe().on(target()));
                ArmedFault rollbacks = Chaos.arm(Fault.observe().on(target().operation("rollback")))) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                connection.createStatement().executeUpdate("update t set v = 5");
            }
            assertThat(observed.matched()).isEqualTo(1);
            assertThat(rollbacks.matched()).isZero();
        }
    }
}
