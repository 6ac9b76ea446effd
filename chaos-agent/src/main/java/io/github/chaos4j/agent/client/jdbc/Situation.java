package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.api.Operation;
import java.sql.Connection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The call that fails, as far as its exception tells of it.
 *
 * @param client     the driver's own statement, connection, driver or data source
 * @param connection the physical connection, or null while there is none
 * @param sql        the statement as the application wrote it, or null if unknown
 * @param url        the URL that a connection is asked of, or null
 * @param batch      whether it is an {@code executeBatch}
 * @param seconds    the query timeout, 0 for none
 */
record Situation(
        Object client,
        Operation operation,
        @Nullable Connection connection,
        @Nullable String sql,
        @Nullable String url,
        boolean batch,
        int seconds) {

    boolean connecting() {
        return operation == Operation.JDBC_CONNECT;
    }

    JdbcUrl target() {
        return JdbcUrl.parse(url == null ? "" : url);
    }

    /** The first server of the URL. */
    JdbcUrl.Host host() {
        JdbcUrl target = target();
        return target.hosts().isEmpty()
                ? new JdbcUrl.Host("localhost", 0)
                : target.hosts().get(0);
    }

    /** The first word of the statement, {@code UPDATE} where it is unknown. */
    String verb() {
        String text = sql == null ? "" : sql.strip();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return end == 0 ? "UPDATE" : text.substring(0, end).toUpperCase(Locale.ROOT);
    }

    /** The first table of the statement, or {@code t}. */
    String table() {
        String tables = sql == null ? null : Sql.of(sql, false).get("table");
        return tables == null ? "t" : tables.split(",", 2)[0];
    }

    /** A class of the driver. */
    Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, client.getClass().getClassLoader());
    }
}
