package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.agent.spi.Details;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a fault can ask of a statement: its text without literals, whether it reads or writes, its tables.
 * Immutable; the same text gives the same instance as long as it is remembered.
 */
final class Sql implements Details {
    /** Longer texts are looked at only so far. */
    static final int LONGEST = 4096;

    private static final int REMEMBERED = 1000;
    private static final Map<String, Sql> STANDARD = new ConcurrentHashMap<>();
    private static final Map<String, Sql> BACKSLASH = new ConcurrentHashMap<>();

    private final String statement;
    private final @Nullable String operation;
    private final @Nullable String table;
    private final @Nullable String tables;

    private Sql(SqlScanner scanned) {
        statement = scanned.statement();
        operation = scanned.operation();
        table = scanned.tables().isEmpty() ? null : String.join(", ", scanned.tables());
        tables = table == null ? null : String.join(", ", withBareNames(scanned.tables()));
    }

    /**
     * @param backslash whether the dialect escapes quotes by a backslash and quotes text by {@code "} too, as
     *                  MySQL and MariaDB do
     */
    static Sql of(String text, boolean backslash) {
        Map<String, Sql> known = backslash ? BACKSLASH : STANDARD;
        Sql sql = known.get(text);
        if (sql == null) {
            sql = new Sql(new SqlScanner(text, backslash));
            if (text.length() <= LONGEST) {
                // texts with literals are many: start afresh instead of keeping an order of use
                if (known.size() >= REMEMBERED) {
                    known.clear();
                }
                known.put(text, sql);
            }
        }
        return sql;
    }

    @Override
    public @Nullable String get(String key) {
        return switch (key) {
            case "statement" -> statement;
            case "operation" -> operation;
            case "table" -> tables;
            default -> null;
        };
    }

    @Override
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>(Map.of("statement", statement));
        if (table != null) {
            all.put("table", table);
        }
        return all;
    }

    /** {@code shop.orders} is asked for as orders too. */
    private static List<String> withBareNames(List<String> tables) {
        List<String> names = new ArrayList<>(tables);
        for (String table : tables) {
            String bare = table.substring(table.lastIndexOf('.') + 1);
            if (!names.contains(bare)) {
                names.add(bare);
            }
        }
        return names;
    }

    @Override
    public String toString() {
        return statement;
    }
}
