package io.github.chaos4j.it.client.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.ClientContract;
import io.github.chaos4j.it.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Acquiring a connection from HikariCP. */
class HikariAcquireIT extends ClientContract {
    private HikariDataSource pool;

    @BeforeEach
    void open() {
        pool = HikariPostgresIT.pool("orders-pool", "jdbc:h2:mem:acquired;DB_CLOSE_DELAY=-1");
    }

    @AfterEach
    void close() {
        Chaos.stop();
        pool.close();
    }

    @Override
    protected Target target() {
        return Target.pool(pool.getPoolName());
    }

    @Override
    protected Object call() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.getAutoCommit();
        }
    }

    @Override
    protected Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasNoCause()
                .message()
                .matches("orders-pool - Connection is not available, request timed out after \\d+ms"
                        + (JdbcContract.isOldest() ? "\\." : " \\(total=\\d, active=\\d, idle=\\d, waiting=\\d\\)"));
        assertThat(((SQLException) failure).getSQLState()).isNull();
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(ErrorKind.TIMEOUT, this::assertTimedOut);
    }

    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> assertThat(failure)
                .isExactlyInstanceOf(SQLException.class)
                .hasMessage(pool.getPoolName() + " - Interrupted during connection acquisition")
                .hasCauseInstanceOf(InterruptedException.class));
    }

    @Test
    void refusesAsIfExhausted() {
        Effect.Exhaustion simulated = new Effect.Exhaustion(0, Effect.Exhaustion.Mode.SIMULATED);
        try (ArmedFault full = Chaos.arm(Fault.of(simulated).on(target()))) {
            Outcome outcome = Outcome.of(this::call);
            assertTimedOut(outcome.assertFailed());
            assertThat(outcome.elapsed()).isGreaterThanOrEqualTo(timeout());
        }
    }

    @Test
    void isFoundByTheNameOfItsDatabase() {
        try (ArmedFault slow = Chaos.arm(Fault.latency(Duration.ofMillis(1)).on(Target.pool("acquired")))) {
            Outcome.of(this::call).assertPassed();
            assertThat(slow.injected()).isEqualTo(1);
        }
    }
}
