package io.github.chaos4j.it.client.jdbc;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.ClientContract;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A driver used bare: one connection, one statement after the other. */
abstract class JdbcContract extends ClientContract {
    private Connection connection;

    protected abstract String url();

    /** The name that the calls are aimed at. */
    protected abstract String service();

    protected abstract void assertCancelled(Throwable failure);

    /** The connection was closed by another thread. */
    protected abstract void assertClosed(Throwable failure);

    /** Whether the oldest supported clients are on the class path instead of the newest. */
    static boolean isOldest() {
        return "oldest".equals(System.getProperty("clients"));
    }

    protected Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    protected void createTable(Statement statement) throws SQLException {
        statement.execute("drop table if exists t");
        statement.execute("create table t (id int primary key, v int)");
    }

    @BeforeEach
    void open() throws SQLException {
        DriverManager.setLoginTimeout(0); // HikariCP sets it for the whole JVM
        connection = connect();
        try (Statement statement = connection.createStatement()) {
            createTable(statement);
            statement.executeUpdate("insert into t values (1, 1)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    protected Target target() {
        return Target.jdbc(service());
    }

    @Override
    protected Duration timeout() {
        return ofSeconds(1);
    }

    /** A client whose connection was lost opens another. */
    protected synchronized Connection connection() throws SQLException {
        if (connection.isClosed()) {
            connection = connect();
        }
        return connection;
    }

    @Override
    protected Object call() throws SQLException {
        return update(connection());
    }

    private int update(Connection on) throws SQLException {
        try (PreparedStatement statement = on.prepareStatement("update t set v = 2 where id = ?")) {
            statement.setQueryTimeout((int) timeout().toSeconds());
            statement.setInt(1, 1);
            return statement.executeUpdate();
        }
    }

    @Override
    protected Stream<Cancelling> cancellings() throws SQLException {
        Statement statement = connection().createStatement();
        Connection closed = connect();
        Connection aborted = connect();
        return Stream.of(
                new Cancelling("Statement.cancel", () -> count(statement), statement::cancel, this::assertCancelled),
                new Cancelling("Connection.close", () -> update(closed), closed::close, this::assertClosed),
                new Cancelling("Connection.abort", () -> update(aborted), () -> abort(aborted), this::assertClosed));
    }

    /** pgjdbc asks for a permission first, and JDK 24 grants none any more (JEP 486): the wait ends all the same. */
    private static void abort(Connection connection) throws SQLException {
        try {
            connection.abort(Runnable::run);
        } catch (SecurityException withoutSecurityManager) {
            assertThat(Runtime.version().feature()).isGreaterThanOrEqualTo(24);
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select v from t")) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    /** For drivers of servers: a virtual thread's socket is closed when it is interrupted. */
    protected static Optional<Consumer<Throwable>> socketClosed(Consumer<Throwable> looks) {
        return Optional.of(looks);
    }
}
