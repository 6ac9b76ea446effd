package io.github.chaos4j.it.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ErrorKind;
import java.io.EOFException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** MySQL Connector/J against a real MariaDB; expected is what it threw in real failures of that server. */
class MySqlIT extends JdbcContract {
    private static final String EXCEPTIONS = "com.mysql.cj.jdbc.exceptions.";

    @Override
    protected String url() {
        return "jdbc:mysql://127.0.0.1:" + MariaDbServer.port()
                + "/orders?user=root&createDatabaseIfNotExist=true&connectionTimeZone=UTC";
    }

    @Override
    protected String service() {
        return "127.0.0.1:" + MariaDbServer.port();
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooks(failure, "MySQLTimeoutException", null, 0);
        assertThat(failure).hasMessage("Statement cancelled due to timeout or client request");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.DEADLOCK, failure -> assertLooks(failure, "MySQLTransactionRollbackException", "40001", 1213),
                ErrorKind.TRANSIENT,
                        failure -> assertLooks(failure, "MySQLTransactionRollbackException", "40001", 1205),
                ErrorKind.READ_ONLY,
                        failure -> assertThat(((SQLException) failure).getErrorCode())
                                .isEqualTo(1792),
                ErrorKind.CONNECTION_LOST,
                        failure -> {
                            assertBroken(failure);
                            assertThat(failure).hasRootCauseInstanceOf(EOFException.class);
                        });
    }

    private static void assertLooks(Throwable failure, String type, String state, int code) {
        assertThat(failure.getClass().getName()).isEqualTo(EXCEPTIONS + type);
        assertThat(((SQLException) failure).getSQLState()).isEqualTo(state);
        assertThat(((SQLException) failure).getErrorCode()).isEqualTo(code);
    }

    private static void assertBroken(Throwable failure) {
        assertLooks(failure, "CommunicationsException", "08S01", 0);
        assertThat(failure).hasMessageStartingWith("Communications link failure\n\n");
        assertThat(failure.getCause().getClass().getName())
                .isEqualTo("com.mysql.cj.exceptions.CJCommunicationsException");
    }

    @Override
    protected void assertCancelled(Throwable failure) {
        assertLooks(failure, "MySQLStatementCancelledException", null, 0);
    }

    @Override
    protected void assertClosed(Throwable failure) {
        assertBroken(failure);
        assertThat(failure).hasRootCauseMessage("Socket closed");
    }

    @Override
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return Optional.of(failure -> {
            assertBroken(failure);
            assertThat(failure).hasRootCauseMessage("Closed by interrupt");
        });
    }
}
