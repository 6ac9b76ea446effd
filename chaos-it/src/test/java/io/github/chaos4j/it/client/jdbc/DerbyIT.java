package io.github.chaos4j.it.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ErrorKind;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Derby in the process, whose states are its own. */
class DerbyIT extends JdbcContract {

    @Override
    protected String url() {
        return "jdbc:derby:memory:orders;create=true";
    }

    @Override
    protected String service() {
        return "orders";
    }

    @Override
    protected void createTable(Statement statement) throws SQLException {
        try {
            statement.execute("drop table t");
        } catch (SQLException absent) {
            assertThat(absent.getSQLState()).isEqualTo("42Y55");
        }
        statement.execute("create table t (id int primary key, v int)");
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooks(failure, SQLTimeoutException.class, "XCL52");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.DEADLOCK, failure -> assertLooks(failure, SQLTransactionRollbackException.class, "40001"),
                ErrorKind.CONNECTION_LOST,
                        failure -> assertLooks(failure, SQLNonTransientConnectionException.class, "08006"));
    }

    private static void assertLooks(Throwable failure, Class<?> type, String state) {
        assertThat(failure).isExactlyInstanceOf(type);
        assertThat(((SQLException) failure).getSQLState()).isEqualTo(state);
    }

    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> {
            assertLooks(failure, SQLNonTransientConnectionException.class, "08000");
            assertThat(failure).hasMessage("Connection closed by unknown interrupt.");
        });
    }

    /** Derby has no Statement.cancel. */
    @Override
    protected Stream<Cancelling> cancellings() throws SQLException {
        return super.cancellings().filter(each -> !each.name().equals("Statement.cancel"));
    }

    @Override
    protected void assertCancelled(Throwable failure) {
        throw new AssertionError(failure);
    }

    @Override
    protected void assertClosed(Throwable failure) {
        assertLooks(failure, SQLNonTransientConnectionException.class, "08003");
    }
}
