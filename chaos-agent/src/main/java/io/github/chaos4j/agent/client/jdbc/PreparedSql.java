package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.agent.spi.ByType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the statements of one class keep the SQL that they were prepared from, which JDBC does not tell. Immutable. */
final class PreparedSql {
    private static final Pattern H2_SHOWN = Pattern.compile("(?s)^prep\\d+: (.*?)(?: \\{\\d+: .*)?$");
    private static final String[][] PATHS = {
        {"preparedQuery", "query", "getNativeSql()"}, // pgjdbc
        {"command", "sql"}, // H2 2
        {"sqlStatement"}, // H2 1
        {"getPreparedSql()"}, // MySQL
        {"sql"}, // MariaDB 3, SQLite, HSQLDB
        {"sqlQuery"}, // MariaDB 2
        {"getSQLText()"}, // Derby
        {"getOriginalSql()"}, // Oracle
        {"userSQL"}, // SQL Server
    };

    private static final ByType<PreparedSql> KNOWN = new ByType<>() {
        @Override
        protected PreparedSql compute(Class<?> type) {
            return new PreparedSql(type);
        }
    };

    /** A path whose first member the class has. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Path(Members.Member first, String[] rest) {
        @Nullable
        Object follow(Object statement) {
            return Members.read(first.of(statement), rest);
        }
    }

    private final Path[] paths;
    private final boolean isH2;
    private final boolean usesBackslash;

    private PreparedSql(Class<?> type) {
        List<Path> usable = new ArrayList<>();
        for (String[] path : PATHS) {
            Members.Member first = Members.find(type, path[0]);
            if (first != Members.NONE) {
                usable.add(new Path(first, Arrays.copyOfRange(path, 1, path.length)));
            }
        }
        paths = usable.toArray(new Path[0]);
        isH2 = type.getName().startsWith("org.h2.");
        usesBackslash =
                type.getName().startsWith("com.mysql.") || type.getName().startsWith("org.mariadb.");
    }

    static PreparedSql of(Class<?> statement) {
        return KNOWN.get(statement);
    }

    /** Whether the driver's dialect escapes quotes by a backslash. */
    boolean usesBackslash() {
        return usesBackslash;
    }

    /** The SQL of a statement of this class, or null if the driver does not tell. */
    @Nullable
    String read(Object statement) {
        for (Path path : paths) {
            if (path.follow(statement) instanceof String text) {
                return text;
            }
        }
        if (!isH2) {
            return null;
        }
        Matcher shown = H2_SHOWN.matcher(statement.toString());
        return shown.matches() ? shown.group(1) : null;
    }
}
