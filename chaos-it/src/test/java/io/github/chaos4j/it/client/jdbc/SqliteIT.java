package io.github.chaos4j.it.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ErrorKind;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/** SQLite, whose statements declare their methods on classes that are no {@code java.sql.Statement}. */
class SqliteIT extends JdbcContract {
    @TempDir
    private static Path directory;

    @Override
    protected String url() {
        return "jdbc:sqlite:" + directory.resolve("orders.db");
    }

    @Override
    protected String service() {
        return "orders";
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooks(failure, "[SQLITE_INTERRUPT]");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.DEADLOCK, failure -> assertLooks(failure, "[SQLITE_BUSY]"),
                ErrorKind.READ_ONLY, failure -> assertLooks(failure, "[SQLITE_READONLY]"),
                ErrorKind.CONNECTION_LOST, failure -> assertLooks(failure, "[SQLITE_IOERR]"));
    }

    private static void assertLooks(Throwable failure, String code) {
        assertThat(failure.getClass().getName()).isEqualTo("org.sqlite.SQLiteException");
        assertThat(failure).hasMessageStartingWith(code);
    }

    @Override
    protected void assertCancelled(Throwable failure) {
        assertTimedOut(failure);
    }

    @Override
    protected void assertClosed(Throwable failure) {
        assertTimedOut(failure);
    }
}
