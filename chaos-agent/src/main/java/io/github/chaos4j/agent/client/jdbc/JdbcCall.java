package io.github.chaos4j.agent.client.jdbc;

import static io.github.chaos4j.agent.spi.CallAdapter.FOREVER;

import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.Operation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** An invocation as JDBC sees it: its connection, its SQL, its timeouts. */
record JdbcCall(Invocation call) {

    private boolean isConnect() {
        return call.hook().operation() == Operation.JDBC_CONNECT;
    }

    /** The driver's connection; null while there is none, or no more. */
    @Nullable
    Connection connection() {
        try {
            return call.self() instanceof Statement statement
                    ? statement.getConnection()
                    : call.self() instanceof Connection connection ? connection : null;
        } catch (SQLException closed) {
            return null;
        }
    }

    /** The statement given to the method itself. */
    private @Nullable String argument() {
        return call.args().length > 0 && call.args()[0] instanceof String text && !isConnect() ? text : null;
    }

    /** The statement as the application wrote it; null if the driver does not tell, or there is none. */
    private @Nullable String sql() {
        String text = argument();
        if (text != null || !(call.self() instanceof PreparedStatement statement)) {
            return text;
        }
        Statement client = innermost(statement);
        return PreparedSql.of(client.getClass()).read(client);
    }

    Details details() {
        if (isConnect()) {
            return Details.NONE;
        }
        Object client = call.self() instanceof Statement statement ? innermost(statement) : call.self();
        PreparedSql known = PreparedSql.of(client.getClass());
        String sql = argument();
        if (sql == null && client instanceof PreparedStatement) {
            sql = known.read(client);
        }
        return sql == null ? Details.NONE : Sql.of(sql, known.usesBackslash());
    }

    private static Statement innermost(Statement statement) {
        Statement inner = statement;
        for (int depth = 0; depth < 5 && Wrappers.contains(inner.getClass()); depth++) {
            try {
                Statement next = inner.unwrap(Statement.class);
                Object delegate = next == inner ? Members.delegate(inner) : next;
                if (!(delegate instanceof Statement found)) {
                    return inner;
                }
                inner = found;
            } catch (SQLException closed) {
                return inner;
            }
        }
        return inner;
    }

    /** The query timeout; for a connection attempt the login timeout or the driver's own, whichever is shorter. */
    long queryNanos() {
        return isConnect()
                ? Math.min(nanos(loginSeconds()), ConnectTarget.connectNanos(url(), call.args()))
                : nanos(seconds());
    }

    private static long nanos(int seconds) {
        return seconds <= 0 ? FOREVER : TimeUnit.SECONDS.toNanos(seconds);
    }

    private int seconds() {
        try {
            return call.self() instanceof Statement statement ? statement.getQueryTimeout() : 0;
        } catch (SQLException closed) {
            return 0;
        }
    }

    private int loginSeconds() {
        try {
            return call.self() instanceof DataSource source
                    ? source.getLoginTimeout()
                    : DriverManager.getLoginTimeout();
        } catch (SQLException unsupported) {
            return 0;
        }
    }

    long networkNanos() {
        Connection connection = connection();
        if (connection == null) {
            return FOREVER;
        }
        try {
            int millis = connection.getNetworkTimeout();
            return millis <= 0 ? FOREVER : TimeUnit.MILLISECONDS.toNanos(millis);
        } catch (SQLException | AbstractMethodError unsupported) {
            return FOREVER;
        }
    }

    boolean speaksOverSocket() {
        Connection connection = connection();
        try {
            String url = connection == null ? url() : connection.getMetaData().getURL();
            return url != null && !JdbcUrl.parse(url).hosts().isEmpty();
        } catch (SQLException closed) {
            return false;
        }
    }

    private @Nullable String url() {
        try {
            return isConnect() ? ConnectTarget.url(call.self(), call.args()) : null;
        } catch (SQLException unreadable) {
            return null;
        }
    }

    Situation situation() {
        return new Situation(
                call.self(),
                Objects.requireNonNull(call.hook().operation()),
                connection(),
                sql(),
                url(),
                call.hook().label().equals("batch"),
                seconds());
    }
}
