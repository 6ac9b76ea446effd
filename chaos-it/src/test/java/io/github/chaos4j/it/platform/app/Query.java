package io.github.chaos4j.it.platform.app;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One query of H2, in memory. */
public final class Query {
    private Query() {}

    /** {@code ok}, or the class and SQLState of what it threw. */
    public static String run() {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:orders");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            return rows.next() ? "ok" : "empty";
        } catch (SQLException failure) {
            return failure.getClass().getName() + " " + failure.getSQLState();
        }
    }
}
