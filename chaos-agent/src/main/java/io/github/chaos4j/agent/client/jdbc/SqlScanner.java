package io.github.chaos4j.agent.client.jdbc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a statement: folds white space, drops comments, puts {@code ?} for literals and parameters, and
 * listens to the words on the way. No parser: what it does not understand it copies.
 */
final class SqlScanner {
    private static final Set<String> READS = Set.of("SELECT", "VALUES", "SHOW", "EXPLAIN");
    private static final Set<String> WRITES = Set.of(
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "REPLACE",
            "UPSERT",
            "CREATE",
            "ALTER",
            "DROP",
            "TRUNCATE",
            "RENAME",
            "GRANT",
            "REVOKE",
            "COMMENT");
    private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE");
    /** {@code for update}, {@code on update}, {@code do update}, {@code on duplicate key update}: no table follows. */
    private static final Set<String> NOT_BEFORE_UPDATE = Set.of("FOR", "ON", "DO", "KEY");
    /** {@code extract(year from x)}: no table follows this FROM. */
    private static final Set<String> FUNCTIONS_WITH_FROM = Set.of("EXTRACT", "SUBSTRING", "TRIM", "OVERLAY");

    private static final Set<String> TABLE_MODIFIERS =
            Set.of("ONLY", "LATERAL", "IGNORE", "LOW_PRIORITY", "QUICK", "TABLE", "IF", "NOT", "EXISTS");

    private static final Set<String> AFTER_TABLES =
            Set.of("WHERE", "ON", "USING", "SET", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "RETURNING", "SELECT");

    private final String text;
    private final int end;
    private final boolean backslash;
    private final StringBuilder out;
    private final List<String> tables = new ArrayList<>();
    private final Deque<String> openedAfter = new ArrayDeque<>();
    private int at;
    private String previousWord = "";
    private @Nullable String keyword;
    private boolean inWith;
    private boolean tableNext;
    private boolean tableList;

    SqlScanner(String text, boolean backslash) {
        this.text = text;
        this.end = Math.min(text.length(), Sql.LONGEST);
        this.backslash = backslash;
        this.out = new StringBuilder(Math.min(end, 256));
        while (at < end) {
            step();
        }
    }

    String statement() {
        int length = out.length();
        while (length > 0 && (out.charAt(length - 1) == ' ' || out.charAt(length - 1) == ';')) {
            length--;
        }
        return out.substring(0, length);
    }

    /** read, write, or null for neither. */
    @Nullable
    String operation() {
        return keyword == null ? null : READS.contains(keyword) ? "read" : WRITES.contains(keyword) ? "write" : null;
    }

    List<String> tables() {
        return tables;
    }

    private void step() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            space();
            at++;
        } else if (lookingAt("--")) {
            skipTo("\n");
        } else if (lookingAt("/*")) {
            skipTo("*/");
        } else if (c == '\'' || (c == '"' && backslash)) {
            quoted(c);
            literal();
        } else if (c == '"' || c == '`') {
            quotedName(c);
        } else if (c == '$') {
            dollar();
        } else if (Character.isDigit(c) || (c == '.' && at + 1 < end && Character.isDigit(text.charAt(at + 1)))) {
            number();
        } else if (c == ':' && at + 1 < end && Character.isJavaIdentifierStart(text.charAt(at + 1)) && !lastIs(':')) {
            at++;
            name();
            literal();
        } else if (Character.isJavaIdentifierStart(c) || c == '@' || c == '#') {
            word();
        } else {
            symbol(c);
        }
    }

    private void space() {
        if (out.length() > 0 && !lastIs(' ')) {
            out.append(' ');
        }
    }

    private boolean lastIs(char c) {
        return out.length() > 0 && out.charAt(out.length() - 1) == c;
    }

    private boolean lookingAt(String what) {
        return text.startsWith(what, at);
    }

    private void skipTo(String what) {
        int found = text.indexOf(what, at + 2);
        at = found < 0 || found >= end ? end : found + what.length();
        space();
    }

    /** Moves behind the closing quote; a doubled quote is none. */
    private void quoted(char quote) {
        boolean escapes = backslash || lastIsEscapeMark();
        for (at++; at < end; at++) {
            char c = text.charAt(at);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == quote) {
                if (at + 1 < end && text.charAt(at + 1) == quote) {
                    at++;
                } else {
                    at++;
                    return;
                }
            }
        }
    }

    /** PostgreSQL's {@code E'it\'s'}. */
    private boolean lastIsEscapeMark() {
        return at > 0 && Character.toUpperCase(text.charAt(at - 1)) == 'E';
    }

    private void literal() {
        tableNext = false;
        out.append('?');
    }

    private void number() {
        while (at < end && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.' || signOfExponent())) {
            at++;
        }
        literal();
    }

    private boolean signOfExponent() {
        char c = text.charAt(at);
        return (c == '+' || c == '-')
                && Character.toUpperCase(text.charAt(at - 1)) == 'E'
                && at + 1 < end
                && Character.isDigit(text.charAt(at + 1));
    }

    /** {@code $1}, or {@code $tag$ text $tag$}. */
    private void dollar() {
        int next = at + 1;
        while (next < end && (Character.isLetterOrDigit(text.charAt(next)) || text.charAt(next) == '_')) {
            next++;
        }
        if (next < end && text.charAt(next) == '$') {
            String tag = text.substring(at, next + 1);
            int close = text.indexOf(tag, next + 1);
            at = close < 0 || close >= end ? end : close + tag.length();
        } else {
            at = next;
        }
        literal();
    }

    private void quotedName(char quote) {
        int start = at;
        quoted(quote);
        named(text.substring(Math.min(start + 1, at), Math.max(start + 1, at - 1)), text.substring(start, at));
    }

    private String name() {
        int start = at++;
        while (at < end && (Character.isJavaIdentifierPart(text.charAt(at)) || text.charAt(at) == '#')) {
            at++;
        }
        return text.substring(start, at);
    }

    private void word() {
        String word = name();
        String upper = word.toUpperCase(Locale.ROOT);
        if (at < end && text.charAt(at) == '\'' && (upper.length() == 1 || upper.equals("U&"))) {
            return; // N'..', X'..', B'..', E'..': the literal that follows stands for both
        }
        if (tableNext && TABLE_MODIFIERS.contains(upper)) {
            out.append(word);
            return;
        }
        if (tableNext && !upper.equals("SELECT") && !upper.equals("SET")) {
            named(word, word);
        } else {
            tableNext = false;
            listen(upper);
            out.append(word);
        }
        previousWord = upper;
    }

    private void listen(String upper) {
        if (keyword == null) {
            if (upper.equals("WITH")) {
                inWith = true;
            } else if (!inWith || (openedAfter.isEmpty() && (READS.contains(upper) || WRITES.contains(upper)))) {
                keyword = upper;
            }
        }
        if (BEFORE_TABLE.contains(upper)) {
            boolean none = (upper.equals("UPDATE") && NOT_BEFORE_UPDATE.contains(previousWord))
                    || (upper.equals("FROM") && previousWord.equals("DISTINCT"))
                    || (!openedAfter.isEmpty() && FUNCTIONS_WITH_FROM.contains(openedAfter.peek()));
            tableNext = !none;
            tableList = tableNext && upper.equals("FROM");
        } else if (AFTER_TABLES.contains(upper)) {
            tableList = false;
        } else if (keyword != null && openedAfter.isEmpty() && WRITES.contains(keyword)) {
            // create table t, truncate t
            tableNext = upper.equals("TABLE") || (upper.equals("TRUNCATE") && previousWord.isEmpty());
        }
    }

    /** A name, quoted or not; after a dot it goes on with the table's name. */
    private void named(String bare, String written) {
        out.append(written);
        if (!tableNext) {
            return;
        }
        tableNext = false;
        String table = bare;
        while (at + 1 < end && text.charAt(at) == '.' && startsName(text.charAt(at + 1))) {
            int start = ++at;
            char c = text.charAt(at);
            if (c == '"' || c == '`') {
                quoted(c);
                table += "." + text.substring(start + 1, Math.max(start + 1, at - 1));
            } else {
                table += "." + name();
            }
            out.append('.').append(text, start, at);
        }
        if (!tables.contains(table)) {
            tables.add(table);
        }
    }

    private static boolean startsName(char c) {
        return c == '"' || c == '`' || Character.isJavaIdentifierStart(c);
    }

    private void symbol(char c) {
        at++;
        switch (c) {
            case '(' -> {
                openedAfter.push(previousWord);
                tableNext = false;
                tableList = false;
            }
            case ')' -> openedAfter.poll();
            case ',' -> tableNext = tableList;
            default -> {
                if (c == ';' || c == '=') {
                    tableList = false;
                }
            }
        }
        if (c != '{' && c != '}') {
            previousWord = c == '(' ? "" : previousWord;
        }
        out.append(c);
    }
}
