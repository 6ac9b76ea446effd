package io.github.chaos4j.it.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ErrorKind;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** MariaDB Connector/J; expected is what it threw in real failures of that server. */
class MariaDbIT extends JdbcContract {

    @Override
    protected String url() {
        return "jdbc:mariadb://127.0.0.1:" + MariaDbServer.port() + "/orders?user=root&createDatabaseIfNotExist=true";
    }

    @Override
    protected String service() {
        return "orders";
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooks(failure, SQLTimeoutException.class, "70100", 1969);
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.DEADLOCK,
                        failure -> assertLooks(failure, SQLTransactionRollbackException.class, "40001", 1213),
                ErrorKind.READ_ONLY,
                        failure -> assertLooks(failure, SQLInvalidAuthorizationSpecException.class, "25006", 1792),
                ErrorKind.CONNECTION_LOST, MariaDbIT::assertBroken,
                ErrorKind.DOWN, MariaDbIT::assertBroken);
    }

    private static void assertLooks(Throwable failure, Class<?> type, String state, int code) {
        assertThat(failure).isExactlyInstanceOf(type).message().matches("(?s)\\(conn=\\d+\\) .+");
        assertThat(((SQLException) failure).getSQLState()).isEqualTo(state);
        assertThat(((SQLException) failure).getErrorCode()).isEqualTo(code);
    }

    private static void assertBroken(Throwable failure) {
        assertLooks(failure, SQLNonTransientConnectionException.class, "08000", isOldest() ? 0 : -1);
        assertThat(failure)
                .hasRootCauseMessage("unexpected end of stream, read 0 bytes from 4 (socket was closed by server)");
    }

    @Override
    protected void assertCancelled(Throwable failure) {
        assertLooks(failure, SQLTimeoutException.class, "70100", 1317);
    }

    @Override
    protected void assertClosed(Throwable failure) {
        assertBroken(failure);
    }

    @Override
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return Optional.of(failure -> assertThat(failure).hasRootCauseMessage("Closed by interrupt"));
    }
}
