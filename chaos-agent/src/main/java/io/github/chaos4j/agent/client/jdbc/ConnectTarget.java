package io.github.chaos4j.agent.client.jdbc;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where a driver or a data source is asked to connect to, and how long it tries. */
final class ConnectTarget {
    private static final int POSTGRES_SECONDS = 10;
    private static final int MARIADB_MILLIS = 30_000;

    private ConnectTarget() {}

    /** Null for what makes no connection: a pool, a driver asked for another's URL. */
    static @Nullable String url(Object self, Object[] args) throws SQLException {
        if (self instanceof Driver driver) {
            String url = (String) args[0];
            return url != null && driver.acceptsURL(url) ? url : null;
        }
        return self instanceof DataSource source && !Wrappers.contains(self.getClass()) ? url(source) : null;
    }

    /** What a data source says of where it connects to; null if it does not. */
    static @Nullable String url(DataSource source) {
        for (String getter : new String[] {"getURL()", "getUrl()"}) {
            if (Members.read(source, getter) instanceof String url) {
                return url;
            }
        }
        boolean isDerby = source.getClass().getName().startsWith("org.apache.derby.");
        return isDerby && Members.read(source, "getDatabaseName()") instanceof String name
                ? "jdbc:derby:" + name
                : null;
    }

    /** The driver's connect timeout by URL, properties or default; {@link Long#MAX_VALUE} if it has none. */
    static long connectNanos(@Nullable String url, Object[] args) {
        JdbcUrl target = JdbcUrl.parse(url == null ? "" : url);
        String set = target.parameters().get("connecttimeout");
        if (set == null && args.length > 1 && args[1] instanceof Properties properties) {
            set = properties.getProperty("connectTimeout");
        }
        long amount = set != null && set.matches("\\d{1,9}") ? Long.parseLong(set) : -1;
        long nanos = switch (target.driver()) {
            case "postgresql" -> TimeUnit.SECONDS.toNanos(amount < 0 ? POSTGRES_SECONDS : amount);
            case "mariadb" -> TimeUnit.MILLISECONDS.toNanos(amount < 0 ? MARIADB_MILLIS : amount);
            case "mysql" -> TimeUnit.MILLISECONDS.toNanos(Math.max(0, amount));
            default -> 0;
        };
        return nanos == 0 ? Long.MAX_VALUE : nanos;
    }
}
