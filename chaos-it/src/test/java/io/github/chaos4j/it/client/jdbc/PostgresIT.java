package io.github.chaos4j.it.client.jdbc;

import static io.github.chaos4j.it.RealFailures.assertLooksLike;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.it.Outcome;
import java.io.EOFException;
import java.net.SocketException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** pgjdbc, bare, against a real PostgreSQL; its failures are the recorded ones to the word. */
class PostgresIT extends JdbcContract {

    @Override
    protected String url() {
        return PostgresServer.url();
    }

    @Override
    protected String service() {
        return "orders";
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooksLike(failure, "pgjdbc", "query-timeout");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return failures("pgjdbc");
    }

    static Map<ErrorKind, Consumer<Throwable>> failures(String client) {
        return Map.of(
                ErrorKind.TIMEOUT, failure -> assertLooksLike(failure, client, "query-timeout"),
                ErrorKind.DEADLOCK, failure -> assertLooksLike(failure, client, "deadlock"),
                ErrorKind.SERIALIZATION_FAILURE, failure -> assertLooksLike(failure, client, "serialization-failure"),
                ErrorKind.TRANSIENT, failure -> assertLooksLike(failure, client, "lock-timeout"),
                ErrorKind.READ_ONLY, failure -> assertLooksLike(failure, client, "read-only-transaction-write"),
                ErrorKind.CONNECTION_LOST, failure -> assertLooksLike(failure, client, "fin-waiting"),
                ErrorKind.DOWN, failure -> assertLooksLike(failure, client, "idle-cut-next-call"));
    }

    @Override
    protected void assertCancelled(Throwable failure) {
        assertLooksLike(failure, "pgjdbc", "cancelled");
    }

    @Override
    protected void assertClosed(Throwable failure) {
        assertThat(((SQLException) failure).getSQLState()).isEqualTo("08006");
        assertThat(failure).hasRootCauseInstanceOf(SocketException.class).hasRootCauseMessage("Socket closed");
    }

    @Override
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return Optional.of(failure -> {
            assertThat(((SQLException) failure).getSQLState()).isEqualTo("08006");
            assertThat(failure).hasRootCauseMessage("Closed by interrupt");
        });
    }

    @Test
    void leavesALostConnectionClosed() throws SQLException {
        Connection before = connection();
        try (ArmedFault lost = Chaos.arm(Fault.error(ErrorKind.CONNECTION_LOST).on(target()))) {
            Outcome.of(this::call).assertFailed();
        }
        assertThat(before.isClosed()).isTrue();
        Throwable next = Outcome.of(before::createStatement).assertFailed();
        assertLooksLike(next, "pgjdbc", "connection-closed-by-application");
    }

    @Test
    void refusesConnections() {
        assertConnectFails(ErrorKind.REFUSED, "connect-refused");
        assertConnectFails(ErrorKind.DOWN, "connect-refused");
        assertConnectFails(ErrorKind.TOO_MANY_CONNECTIONS, "too-many-connections-server");
    }

    private void assertConnectFails(ErrorKind kind, String cell) {
        Fault fault = Fault.error(kind).on(target().operation("connect"));
        try (ArmedFault armed = Chaos.arm(fault)) {
            assertLooksLike(Outcome.of(this::connect).assertFailed(), "pgjdbc", cell);
            assertThat(armed.injected()).isEqualTo(1);
        }
    }

    @Test
    void failsAtCommit() throws SQLException {
        connection().setAutoCommit(false);
        call();
        try (ArmedFault fault =
                        Chaos.arm(Fault.error(ErrorKind.SERIALIZATION_FAILURE).on(target().operation("commit")));
                ArmedFault ours = Chaos.arm(Fault.observe().on(target().operation("rollback")))) {
            Throwable failure = Outcome.of(() -> {
                        connection().commit();
                        return null;
                    })
                    .assertFailed();
            assertLooksLike(failure, "pgjdbc", "serialization-failure-at-commit");
            assertThat(ours.matched()).as("calls of our own").isZero();
        }
        Outcome.of(this::call).assertPassed();
        connection().rollback();
        connection().setAutoCommit(true);
    }

    @Test
    void abortsTheTransactionThatADeadlockHits() throws SQLException {
        connection().setAutoCommit(false);
        call();
        try (ArmedFault deadlock = Chaos.arm(Fault.error(ErrorKind.DEADLOCK).on(target()))) {
            Outcome.of(this::call).assertFailed();
        }
        SQLException next = (SQLException) Outcome.of(this::call).assertFailed();
        assertThat(next.getSQLState()).isEqualTo("25P02");
        connection().rollback();
        connection().setAutoCommit(true);
        Outcome.of(this::call).assertPassed();
    }

    @Test
    void failsABatchAsABatch() throws SQLException {
        try (PreparedStatement statement = connection().prepareStatement("update t set v = ? where id = 1")) {
            statement.setInt(1, 0);
            statement.addBatch();
            statement.setInt(1, 1);
            statement.addBatch();
            try (ArmedFault lost =
                    Chaos.arm(Fault.error(ErrorKind.CONNECTION_LOST).on(target()))) {
                Throwable failure = Outcome.of(statement::executeBatch).assertFailed();
                assertThat(failure)
                        .isInstanceOf(BatchUpdateException.class)
                        .hasMessageStartingWith("Batch entry 0 update t set v = ")
                        .hasMessageContaining(" was aborted: An I/O error occurred while sending to the backend.")
                        .hasRootCauseInstanceOf(EOFException.class);
                assertThat((Throwable) ((SQLException) failure).getNextException())
                        .isSameAs(failure.getCause());
            }
        }
    }

    @Test
    void turnsANetworkTimeoutIntoABrokenConnection() throws SQLException {
        connection().setNetworkTimeout(Runnable::run, 300);
        try (ArmedFault hang = Chaos.arm(Fault.hang().on(target()))) {
            Outcome outcome = Outcome.of(this::call);
            assertLooksLike(outcome.assertFailed(), "pgjdbc", "socket-timeout");
            assertThat(outcome.elapsed().toMillis()).isBetween(300L, 999L);
        }
    }

    @Test
    void tellsReadsFromWritesAndStatementsApart() throws SQLException {
        try (ArmedFault reads = Chaos.arm(Fault.error().on(target().reads()));
                ArmedFault others =
                        Chaos.arm(Fault.error().on(target().statement("update t set v = ? where id = 7*")));
                ArmedFault tables = Chaos.arm(Fault.error().on(target().table("orders")));
                Statement statement = connection().createStatement()) {
            Outcome.of(this::call).assertPassed();
            Outcome.of(() -> statement.executeUpdate("update t /* 7 */ set v = 3 where id = 1"))
                    .assertPassed();
            assertThat(others.injected() + tables.injected()).isZero();
            Outcome.of(() -> statement.executeQuery("-- all\nselect * from t")).assertFailed();
            assertThat(reads.injected()).isEqualTo(1);
        }
        String prepared = "UPDATE t SET v = ? WHERE id = ?";
        try (ArmedFault one = Chaos.arm(Fault.latency(java.time.Duration.ofMillis(1))
                        .on(target().statement("update t set v = ? where id*").table("T")));
                PreparedStatement statement = connection().prepareStatement(prepared)) {
            statement.setInt(1, 4);
            statement.setInt(2, 1);
            statement.executeUpdate();
            assertThat(one.injected()).isEqualTo(1);
        }
    }
}
