package io.github.chaos4j.it.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ErrorKind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** HSQLDB in memory. */
class HsqldbIT extends JdbcContract {

    @Override
    protected String url() {
        return "jdbc:hsqldb:mem:orders";
    }

    @Override
    protected String service() {
        return "orders";
    }

    /** Its clock for timeouts goes by whole seconds: one second may be much less. */
    @Override
    protected Duration timeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertState(failure, "40502");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.DEADLOCK, failure -> assertState(failure, "40001"),
                ErrorKind.READ_ONLY, failure -> assertState(failure, "25006"),
                ErrorKind.CONNECTION_LOST, failure -> assertState(failure, "08006"));
    }

    private static void assertState(Throwable failure, String state) {
        assertThat(((SQLException) failure).getSQLState()).isEqualTo(state);
        assertThat(((SQLException) failure).getErrorCode()).isNegative();
    }

    @Override
    protected void assertCancelled(Throwable failure) {
        assertTimedOut(failure);
    }

    @Override
    protected void assertClosed(Throwable failure) {
        assertState(failure, "08003");
    }
}
