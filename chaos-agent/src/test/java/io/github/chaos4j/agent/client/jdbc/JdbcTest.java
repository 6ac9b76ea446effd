package io.github.chaos4j.agent.client.jdbc;

import static io.github.chaos4j.api.Operation.JDBC_COMMIT;
import static io.github.chaos4j.api.Operation.JDBC_CONNECT;
import static io.github.chaos4j.api.Operation.JDBC_EXECUTE;
import static io.github.chaos4j.api.Operation.JDBC_PREPARE;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.api.ErrorKind;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcTest {
    private static final String URL = "jdbc:h2:mem:shop";

    private final Jdbc.Adapter adapter = new Jdbc.Adapter();
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(URL);
        statement = connection.createStatement();
        statement.execute("create table t (id int primary key, v int)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL);
        config.setPoolName("shop-pool");
        config.setMaximumPoolSize(1);
        return new HikariDataSource(config);
    }

    @Test
    void knowsThePeerOfAConnectionAndItsStatements() throws SQLException {
        assertThat(Hooking.peer(adapter, JDBC_EXECUTE, statement).names()).containsExactly("shop");
        assertThat(Hooking.peer(adapter, JDBC_COMMIT, connection))
                .isSameAs(Hooking.peer(adapter, JDBC_EXECUTE, statement));
        assertThat(Hooking.peer(adapter, JDBC_EXECUTE, connection.prepareStatement("select 1")))
                .isSameAs(Hooking.peer(adapter, JDBC_EXECUTE, statement));
    }

    @Test
    void namesThePoolOfAProxy() throws SQLException {
        try (HikariDataSource pool = pool();
                Connection proxy = pool.getConnection();
                Statement wrapping = proxy.createStatement()) {
            assertThat(Hooking.peer(adapter, JDBC_EXECUTE, wrapping).names()).containsExactly("shop-pool", "shop");
            assertThat(Hooking.peer(adapter, JDBC_PREPARE, proxy, "select 1"))
                    .isSameAs(Hooking.peer(adapter, JDBC_EXECUTE, wrapping));
            assertThat(adapter.isWrapper(wrapping.getClass())).isTrue();
            assertThat(adapter.isWrapper(statement.getClass())).isFalse();
        }
    }

    @Test
    void takesAClosedStatementForNoCall() throws SQLException {
        statement.close();
        assertThat(Hooking.peer(adapter, JDBC_EXECUTE, statement)).isNull();
    }

    @Test
    void connectsOnlyToUrlsOfTheDriverAndNeverByAPool() throws SQLException {
        Driver driver = DriverManager.getDriver(URL);
        assertThat(Hooking.peer(adapter, JDBC_CONNECT, driver, URL, new Properties())
                        .names())
                .containsExactly("shop");
        assertThat(Hooking.peer(adapter, JDBC_CONNECT, driver, "jdbc:other:x", new Properties()))
                .isNull();
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(URL);
        assertThat(Hooking.peer(adapter, JDBC_CONNECT, source).names()).containsExactly("shop");
        try (HikariDataSource pool = pool()) {
            assertThat(Hooking.peer(adapter, JDBC_CONNECT, pool)).isNull();
        }
    }

    @Test
    void tellsTheStatement() throws SQLException {
        assertThat(details(statement, "SELECT v FROM t WHERE id = 7").get("statement"))
                .isEqualTo("SELECT v FROM t WHERE id = ?");
        try (PreparedStatement prepared = connection.prepareStatement("update t set v = ? where id = 3")) {
            prepared.setInt(1, 42);
            Details details = details(prepared);
            assertThat(details.get("statement")).isEqualTo("update t set v = ? where id = ?");
            assertThat(details.get("operation")).isEqualTo("write");
            assertThat(details.get("table")).isEqualTo("t");
        }
        try (HikariDataSource pool = pool();
                Connection proxy = pool.getConnection();
                PreparedStatement prepared = proxy.prepareStatement("select v from t")) {
            assertThat(details(prepared).get("statement")).isEqualTo("select v from t");
        }
        assertThat(details(statement)).isSameAs(Details.NONE);
    }

    private Details details(Statement on, Object... args) {
        return adapter.details(Hooking.call(adapter, JDBC_EXECUTE, on, args));
    }

    @Test
    void isAsPatientAsTheQueryTimeout() throws SQLException {
        assertThat(adapter.patience(Hooking.call(adapter, JDBC_EXECUTE, statement, "x")))
                .isEqualTo(CallAdapter.FOREVER);
        statement.setQueryTimeout(3);
        assertThat(adapter.patience(Hooking.call(adapter, JDBC_EXECUTE, statement, "x")))
                .isEqualTo(TimeUnit.SECONDS.toNanos(3));
        assertThat(adapter.patience(Hooking.call(adapter, JDBC_COMMIT, connection)))
                .isEqualTo(CallAdapter.FOREVER);
    }

    @Test
    void makesTheDriversOwnExceptions() {
        SQLException timeout =
                (SQLException) adapter.timedOut(Hooking.call(adapter, JDBC_EXECUTE, statement, "select 1"));
        assertThat(timeout.getClass().getName()).isEqualTo("org.h2.jdbc.JdbcSQLTimeoutException");
        assertThat(timeout.getSQLState()).isEqualTo("57014");
        assertThat(timeout.getMessage()).contains("SQL statement:\nselect 1");
    }

    @Test
    void rollsBackWhatADeadlockRollsBack() throws SQLException {
        connection.setAutoCommit(false);
        statement.executeUpdate("insert into t values (1, 1)");
        SQLException deadlock = (SQLException)
                adapter.failure(ErrorKind.DEADLOCK, Hooking.call(adapter, JDBC_EXECUTE, statement, "update t set v=2"));
        assertThat(deadlock.getSQLState()).isEqualTo("40001");
        assertThat(statement.executeQuery("select * from t").next()).isFalse();
    }

    @Test
    void leavesALostConnectionUnusable() throws SQLException {
        adapter.failure(ErrorKind.CONNECTION_LOST, Hooking.call(adapter, JDBC_EXECUTE, statement, "select 1"));
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void endsAWaitByTheDriversObjectsOnly() throws SQLException {
        assertThat(adapter.cancelKeys(Hooking.call(adapter, JDBC_EXECUTE, statement, "x")))
                .containsExactly(statement, connection);
        assertThat(adapter.cancels(Hooking.of(JDBC_EXECUTE, "close"), connection, new Object[0]))
                .isSameAs(connection);
        try (HikariDataSource pool = pool();
                Connection proxy = pool.getConnection()) {
            assertThat(adapter.cancels(Hooking.of(JDBC_EXECUTE, "close"), proxy, new Object[0]))
                    .isNull();
        }
    }
}
