package io.github.chaos4j.agent.client.jdbc;

import static io.github.chaos4j.api.Operation.POOL_ACQUIRE;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HikariTest {
    private final Hikari.Adapter adapter = new Hikari.Adapter();
    private HikariDataSource source;
    private HikariPool pool;

    @BeforeEach
    void open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:held");
        config.setPoolName("held-pool");
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(250);
        source = new HikariDataSource(config);
        pool = (HikariPool) source.getHikariPoolMXBean();
    }

    @AfterEach
    void close() {
        source.close();
    }

    private Invocation acquire(long millis) {
        return Hooking.call(adapter, POOL_ACQUIRE, pool, millis);
    }

    @Test
    void namesThePoolAndItsDatabase() {
        assertThat(acquire(1).peer().names()).containsExactly("held-pool", "held");
        assertThat(acquire(2).peer()).isSameAs(acquire(1).peer());
    }

    @Test
    void waitsAsLongAsTheCallerAndSaysSoInThePoolsWords() {
        assertThat(adapter.patience(acquire(250))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
        SQLException real = timeoutOfTheFullPool();
        assertThat(adapter.timedOut(acquire(250)))
                .isExactlyInstanceOf(SQLTransientConnectionException.class)
                .message()
                .matches(real.getMessage()
                        .replaceAll("\\d+ms", "\\\\d+ms")
                        .replace("(", "\\(")
                        .replace(")", "\\)"));
    }

    private SQLException timeoutOfTheFullPool() {
        try (Connection first = source.getConnection();
                Connection second = source.getConnection()) {
            source.getConnection().close();
            throw new AssertionError("lent a third of " + first + " and " + second);
        } catch (SQLException full) {
            return full;
        }
    }

    @Test
    void throwsWhatAnInterruptedAcquisitionThrows() {
        assertThat(adapter.interrupted(acquire(250)))
                .isExactlyInstanceOf(SQLException.class)
                .hasMessage("held-pool - Interrupted during connection acquisition")
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void borrowsHoldsAndGivesBack() throws Exception {
        Pool held = adapter.pool(pool);
        assertThat(held.maximum()).isEqualTo(2);
        Object borrowed = held.borrow();
        assertThat(pool.getActiveConnections()).isEqualTo(1);
        assertThat(held.isAlive(borrowed)).isTrue();
        held.giveBack(borrowed);
        assertThat(pool.getActiveConnections()).isZero();
    }

    @Test
    void discardsADeadConnectionSoThatThePoolReplacesIt() throws Exception {
        Pool held = adapter.pool(pool);
        Object borrowed = held.borrow();
        Connection physical = ((Connection) borrowed).unwrap(Connection.class);
        physical.close();
        assertThat(held.isAlive(borrowed)).isFalse();
        held.discard(borrowed);
        assertThat(pool.getActiveConnections()).isZero();
        try (Connection next = source.getConnection()) {
            assertThat(next.unwrap(Connection.class)).isNotSameAs(physical);
        }
        assertThat(held.isClosed()).isFalse();
        source.close();
        assertThat(held.isClosed()).isTrue();
    }
}
