package io.github.chaos4j.agent.client.jdbc;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields and methods by name, of classes that differ from driver to driver. */
final class Members {
    private static final Pattern H2_PREPARED = Pattern.compile("(?s)^prep\\d+: (.*?)(?: \\{\\d+: .*)?$");
    private static final String[][] SQL = {
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

    private static final Object NONE = new Object();

    private static final ClassValue<Map<String, Object>> FOUND = new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** The paths that begin with a member of the class: for most classes one, or none. */
    private static final ClassValue<String[][]> SQL_OF = new ClassValue<>() {
        @Override
        protected String[][] computeValue(Class<?> type) {
            List<String[]> usable = new ArrayList<>();
            for (String[] path : SQL) {
                if (find(type, path[0]) != NONE) {
                    usable.add(path);
                }
            }
            return usable.toArray(new String[0][]);
        }
    };

    private Members() {}

    /** The SQL that a statement was prepared from, or null if the driver does not tell. */
    static @Nullable String sql(Object statement) {
        for (String[] path : SQL_OF.get(statement.getClass())) {
            if (read(statement, path) instanceof String text) {
                return text;
            }
        }
        boolean isH2 = statement.getClass().getName().startsWith("org.h2.");
        Matcher shown = H2_PREPARED.matcher(isH2 ? statement.toString() : "");
        return shown.matches() ? shown.group(1) : null;
    }

    static @Nullable Object delegate(Object wrapper) {
        Object told = read(wrapper, "getDelegate()");
        return told != null ? told : read(wrapper, "delegate");
    }

    /** The name of the HikariCP pool that lent it, or null. */
    static @Nullable String poolName(Object proxy) {
        return (String) read(proxy, "poolEntry", "hikariPool", "poolName");
    }

    /**
     * Follows fields, and methods where a name ends with (), from the target on; null as soon as there is nothing
     * of that name or in it.
     */
    static @Nullable Object read(Object target, String... path) {
        Object at = target;
        for (String member : path) {
            at = at == null ? null : step(at, member);
        }
        return at;
    }

    private static @Nullable Object step(Object target, String member) {
        Class<?> type = target.getClass();
        Object found = FOUND.get(type).computeIfAbsent(member, name -> find(type, name));
        try {
            if (found instanceof Field field) {
                return field.get(target);
            }
            return found instanceof Method method ? method.invoke(target) : null;
        } catch (ReflectiveOperationException closed) {
            return null;
        }
    }

    private static Object find(Class<?> type, String member) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            AccessibleObject declared = declared(each, member);
            if (declared != null) {
                return declared;
            }
        }
        return NONE;
    }

    private static @Nullable AccessibleObject declared(Class<?> type, String member) {
        try {
            boolean method = member.endsWith("()");
            AccessibleObject found = method
                    ? type.getDeclaredMethod(member.substring(0, member.length() - 2))
                    : type.getDeclaredField(member);
            boolean usable = (method
                            && type.getModule().isExported(type.getPackageName())
                            && Modifier.isPublic(((Method) found).getModifiers())
                            && Modifier.isPublic(type.getModifiers()))
                    || found.trySetAccessible();
            return usable ? found : null;
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }
}
