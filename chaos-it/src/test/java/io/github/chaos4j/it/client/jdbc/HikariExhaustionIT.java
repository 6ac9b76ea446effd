package io.github.chaos4j.it.client.jdbc;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.Outcome;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool whose connections are really held, against a real PostgreSQL. */
class HikariExhaustionIT {
    private HikariDataSource pool;
    private HikariPoolMXBean state;

    @BeforeEach
    void open() throws SQLException {
        pool = HikariPostgresIT.pool("orders-pool", PostgresServer.url());
        pool.setMaximumPoolSize(3);
        state = pool.getHikariPoolMXBean();
        pool.getConnection().close();
    }

    @AfterEach
    void close() {
        Chaos.stop();
        pool.close();
    }

    private ArmedFault exhaust(int leave) {
        Effect.Exhaustion real = new Effect.Exhaustion(leave, Effect.Exhaustion.Mode.REAL);
        return Chaos.arm(Fault.of(real).on(Target.pool(pool.getPoolName())));
    }

    private void awaitHeld(int held) {
        await().untilAsserted(() -> assertThat(state.getActiveConnections()).isEqualTo(held));
    }

    @Test
    void leavesOneConnectionToTheApplication() throws SQLException {
        try (ArmedFault full = exhaust(1)) {
            awaitHeld(2);
            assertThat(full.state()).isEqualTo(ArmedFault.State.ACTIVE);
            try (Connection only = pool.getConnection()) {
                assertThat(only.isValid(1)).isTrue();
                assertGenuineTimeout();
            }
            pool.getConnection().close();
        }
        awaitHeld(0);
        for (int i = 0; i < 5; i++) {
            pool.getConnection().close();
        }
    }

    @Test
    void keepsCallersWaitingWhomThePoolCounts() throws Exception {
        ArmedFault full = exhaust(0);
        awaitHeld(3);
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> Outcome.of(() -> {
            pool.getConnection().close();
            return null;
        }));
        await().untilAsserted(
                        () -> assertThat(state.getThreadsAwaitingConnection()).isEqualTo(1));
        full.close();
        waiting.join().assertPassed();
        awaitHeld(0);
    }

    @Test
    void takesWhatTheApplicationGivesBack() throws SQLException {
        Connection first = pool.getConnection();
        Connection second = pool.getConnection();
        try (ArmedFault full = exhaust(0)) {
            awaitHeld(3);
            first.close();
            second.close();
            awaitHeld(3);
            await().untilAsserted(this::assertGenuineTimeout);
        }
        awaitHeld(0);
    }

    @Test
    void givesAllBackAtExpiry() {
        ArmedFault full =
                Chaos.arm(Fault.exhaustion().on(Target.pool(pool.getPoolName())).lasting(ofMillis(1500)));
        awaitHeld(3);
        await().untilAsserted(() -> assertThat(full.end()).contains(ArmedFault.End.EXPIRED));
        awaitHeld(0);
    }

    @Test
    void replacesAHeldConnectionThatTheServerKills() throws SQLException {
        try (ArmedFault full = exhaust(0)) {
            awaitHeld(3);
            try (Connection admin = DriverManager.getConnection(PostgresServer.url());
                    Statement statement = admin.createStatement()) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = 'orders' and pid <> pg_backend_pid()");
                await().untilAsserted(() -> assertThat(backends(statement)).isEqualTo(3));
            }
            awaitHeld(3);
            assertGenuineTimeout();
        }
        awaitHeld(0);
        pool.getConnection().close();
    }

    private static int backends(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("select count(*) from pg_stat_activity"
                + " where datname = 'orders' and pid <> pg_backend_pid() and backend_type = 'client backend'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void waitsForAPoolNotSeenYet() {
        try (ArmedFault early = Chaos.arm(Fault.exhaustion().on(Target.pool("not-yet")))) {
            assertThat(early.state()).isEqualTo(ArmedFault.State.WAITING);
        }
    }

    private void assertGenuineTimeout() {
        Outcome outcome = Outcome.of(() -> {
            pool.getConnection().close();
            return null;
        });
        Throwable failure = outcome.assertFailed();
        if (JdbcContract.isOldest()) {
            assertThat(failure).hasMessageContaining(" - Connection is not available, request timed out after ");
        } else {
            assertThat(failure.getMessage()).contains("(total=3, active=3, idle=0, waiting=");
        }
        assertThat(outcome.elapsed().toMillis()).isGreaterThanOrEqualTo(1000);
    }
}
