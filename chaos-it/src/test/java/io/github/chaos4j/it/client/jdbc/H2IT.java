package io.github.chaos4j.it.client.jdbc;

import static io.github.chaos4j.it.RealFailures.assertSameKind;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ErrorKind;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/** H2 in memory, by its own driver. */
class H2IT extends JdbcContract {

    @Override
    protected String url() {
        return "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1";
    }

    @Override
    protected String service() {
        return "orders";
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooks(failure, "query-timeout");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT,
                this::assertTimedOut,
                ErrorKind.DEADLOCK,
                failure -> assertLooks(failure, "deadlock"),
                ErrorKind.SERIALIZATION_FAILURE,
                failure -> assertLooks(failure, "serialization-failure"),
                ErrorKind.TRANSIENT,
                failure -> assertLooks(failure, "lock-timeout"),
                ErrorKind.CONNECTION_LOST,
                H2IT::assertBroken,
                ErrorKind.DOWN,
                H2IT::assertBroken);
    }

    @Override
    protected void assertCancelled(Throwable failure) {
        assertLooks(failure, "cancelled");
    }

    @Override
    protected void assertClosed(Throwable failure) {
        assertThat(((SQLException) failure).getErrorCode()).isEqualTo(90007);
    }

    /** The storage engine's cause is of version 2. */
    private static void assertLooks(Throwable failure, String cell) {
        if (isOldest()) {
            assertThat(failure.getClass().getPackageName()).isEqualTo("org.h2.jdbc");
        } else {
            assertSameKind(failure, "h2", cell);
        }
    }

    private static void assertBroken(Throwable failure) {
        assertThat(failure.getClass().getName()).isEqualTo("org.h2.jdbc.JdbcSQLNonTransientConnectionException");
        assertThat(((SQLException) failure).getSQLState()).isEqualTo("90067");
        assertThat(failure).hasMessageStartingWith("Connection is broken: \"session closed\"");
    }
}
