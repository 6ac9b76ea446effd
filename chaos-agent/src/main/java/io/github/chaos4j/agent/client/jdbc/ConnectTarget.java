package io.github.chaos4j.agent.client.jdbc;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
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
        Properties properties = args.length > 1 && args[1] instanceof Properties given ? given : new Properties();
        return switch (target.driver()) {
            case "postgresql" ->
                Math.min(
                        timeout(target, properties, "connectTimeout", TimeUnit.SECONDS, POSTGRES_SECONDS),
                        timeout(target, properties, "loginTimeout", TimeUnit.SECONDS, 0));
            case "mariadb" -> timeout(target, properties, "connectTimeout", TimeUnit.MILLISECONDS, MARIADB_MILLIS);
            case "mysql" -> timeout(target, properties, "connectTimeout", TimeUnit.MILLISECONDS, 0);
            default -> Long.MAX_VALUE;
        };
    }

    /** In nanoseconds; 0 is none, to the drivers too. */
    private static long timeout(JdbcUrl target, Properties properties, String name, TimeUnit unit, long otherwise) {
        String set = target.parameters().get(name.toLowerCase(Locale.ROOT));
        String text = set == null ? properties.getProperty(name) : set;
        long amount = text != null && text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
        return amount == 0 ? Long.MAX_VALUE : unit.toNanos(amount);
    }
}
