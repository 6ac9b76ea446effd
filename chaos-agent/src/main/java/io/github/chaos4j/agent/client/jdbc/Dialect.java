package io.github.chaos4j.agent.client.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What one driver throws. Each method makes the exception only; see {@link SqlFailures} for what goes with it. */
interface Dialect {

    /** What the driver reads when its server has closed the connection. */
    IOException endOfStream();

    SQLException lost(Situation at, IOException cause) throws ReflectiveOperationException;

    /** Closed under the call by the application itself. */
    SQLException closed(Situation at) throws ReflectiveOperationException;

    /** On a virtual thread: the JDK closes the socket that an interrupted one waits on. */
    SQLException interrupted(Situation at) throws ReflectiveOperationException;

    SQLException refused(Situation at) throws ReflectiveOperationException;

    SQLException connectTimeout(Situation at) throws ReflectiveOperationException;

    SQLException tooManyConnections(Situation at) throws ReflectiveOperationException;

    SQLException queryTimeout(Situation at) throws ReflectiveOperationException;

    SQLException cancelled(Situation at) throws ReflectiveOperationException;

    SQLException deadlock(Situation at) throws ReflectiveOperationException;

    SQLException serializationFailure(Situation at) throws ReflectiveOperationException;

    SQLException readOnly(Situation at) throws ReflectiveOperationException;

    /** The failure that passes by itself: somebody else holds the row for too long. */
    SQLException lockTimeout(Situation at) throws ReflectiveOperationException;

    /** Most servers have rolled the loser of a deadlock back when they tell it. */
    default void failTransaction(Connection connection) throws SQLException {
        connection.rollback();
    }

    /** Most servers undo the failed statement only. */
    default void failStatement(Connection connection) throws SQLException {}

    /** Makes the server itself refuse the rest of the transaction, as PostgreSQL does after any error. */
    static void provokeError(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK TO SAVEPOINT chaos4j");
        } catch (SQLException provoked) {
            // the savepoint does not exist, which is the point
        }
    }
}
