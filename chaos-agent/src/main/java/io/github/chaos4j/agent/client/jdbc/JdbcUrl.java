package io.github.chaos4j.agent.client.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a JDBC URL says of where it goes, as written and never resolved.
 *
 * @param driver     the word after {@code jdbc:}
 * @param database   the database, service or SID; the last element of a file's path without its suffix
 * @param hosts      in the order of the URL; empty for an embedded database
 * @param parameters everything after the first {@code ?} or {@code ;}, keys in lower case
 */
record JdbcUrl(String driver, @Nullable String database, List<Host> hosts, Map<String, String> parameters) {

    /**
     * One server.
     *
     * @param port as written, else the driver's default; 0 if it has none
     */
    record Host(String name, int port) {
        @Override
        public String toString() {
            return port == 0 ? name : name + ":" + port;
        }
    }

    /** In front of another driver's URL: p6spy, OpenTelemetry, Testcontainers, log4jdbc, the AWS wrapper. */
    private static final Pattern WRAPPED = Pattern.compile("(?i)^jdbc:(p6spy|otel|tc|log4jdbc|aws-wrapper):");

    private static final Map<String, Integer> PORTS = Map.ofEntries(
            Map.entry("postgresql", 5432),
            Map.entry("pgsql", 5432),
            Map.entry("mysql", 3306),
            Map.entry("mariadb", 3306),
            Map.entry("sqlserver", 1433),
            Map.entry("jtds", 1433),
            Map.entry("oracle", 1521),
            Map.entry("db2", 50000),
            Map.entry("h2", 9092),
            Map.entry("hsqldb", 9001),
            Map.entry("derby", 1527));

    /** {@code address=(host=a)(port=1)}, {@code (host=a,port=1)}, Oracle's {@code (HOST = a)(PORT = 1)}. */
    private static final Pattern NAMED_HOST =
            Pattern.compile("(?i)\\bhost\\s*=\\s*([^),\\s]+)(?:[),\\s(]+port\\s*=\\s*(\\d+))?");

    private static final Pattern NAMED_SERVICE = Pattern.compile("(?i)\\b(?:service_name|sid)\\s*=\\s*([^)\\s]+)");

    public JdbcUrl {
        hosts = List.copyOf(hosts);
        parameters = Map.copyOf(parameters);
    }

    /** Reads any URL; what it cannot make out is missing, it never throws. */
    static JdbcUrl parse(String url) {
        String text = WRAPPED.matcher(url).replaceFirst("jdbc:");
        if (!text.regionMatches(true, 0, "jdbc:", 0, 5)) {
            return new JdbcUrl("", null, List.of(), Map.of());
        }
        int colon = text.indexOf(':', 5);
        String driver = (colon < 0 ? text.substring(5) : text.substring(5, colon)).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        int cut = parametersFrom(driver, rest);
        Map<String, String> parameters = parameters(rest.substring(cut));
        String place = rest.substring(0, cut);
        return switch (driver) {
            case "oracle" -> oracle(place, parameters);
            case "h2", "hsqldb", "derby", "sqlite" -> fileOrServer(driver, place, parameters);
            default -> server(driver, place, parameters);
        };
    }

    /** What {@code service} is matched against: database, then host and host:port of each server. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        if (database != null && !database.isEmpty()) {
            names.add(database);
        }
        for (Host host : hosts) {
            names.add(host.name());
            names.add(host.toString());
        }
        return names;
    }

    private static JdbcUrl server(String driver, String place, Map<String, String> parameters) {
        int slashes = place.indexOf("//");
        if (slashes < 0) {
            // jdbc:postgresql:orders is orders on localhost
            List<Host> local = PORTS.containsKey(driver) ? List.of(new Host("localhost", port(driver))) : List.of();
            return new JdbcUrl(driver, place.isEmpty() ? null : place, local, parameters);
        }
        String after = place.substring(slashes + 2);
        int slash = after.indexOf('/');
        String servers = slash < 0 ? after : after.substring(0, slash);
        String database = slash < 0 ? null : after.substring(slash + 1);
        if (driver.equals("sqlserver") || database == null || database.isEmpty()) {
            database = parameters.getOrDefault("databasename", parameters.getOrDefault("database", ""));
        }
        if (driver.equals("db2") && database.endsWith(":")) {
            database = database.substring(0, database.length() - 1);
        }
        return new JdbcUrl(driver, database.isEmpty() ? null : database, hosts(driver, servers), parameters);
    }

    private static JdbcUrl oracle(String place, Map<String, String> parameters) {
        String target = place.substring(place.indexOf('@') + 1);
        if (target.startsWith("(") || target.contains("=(")) {
            Matcher service = NAMED_SERVICE.matcher(target);
            return new JdbcUrl("oracle", service.find() ? service.group(1) : null, hosts("oracle", target), parameters);
        }
        target = target.replaceFirst("^(?i:tcps?:)?//", "");
        int slash = target.lastIndexOf('/');
        if (slash >= 0) {
            return new JdbcUrl(
                    "oracle", target.substring(slash + 1), hosts("oracle", target.substring(0, slash)), parameters);
        }
        String[] parts = target.split(":", -1);
        if (parts.length == 3) {
            return new JdbcUrl("oracle", parts[2], hosts("oracle", parts[0] + ":" + parts[1]), parameters);
        }
        return new JdbcUrl("oracle", target.isEmpty() ? null : target, List.of(), parameters);
    }

    private static JdbcUrl fileOrServer(String driver, String place, Map<String, String> parameters) {
        int slashes = place.indexOf("//");
        if (slashes >= 0 && !place.startsWith("file:")) {
            String after = place.substring(slashes + 2);
            int slash = after.indexOf('/');
            String servers = slash < 0 ? after : after.substring(0, slash);
            String path = slash < 0 ? "" : after.substring(slash + 1);
            return new JdbcUrl(driver, lastElement(driver, path), hosts(driver, servers), parameters);
        }
        return new JdbcUrl(driver, lastElement(driver, place), List.of(), parameters);
    }

    /** {@code mem:orders}, {@code file:/data/orders.db}, {@code ~/orders}; unnamed memory is {@code h2:mem}. */
    private static @Nullable String lastElement(String driver, String path) {
        String bare = path;
        for (int colon = bare.indexOf(':'); colon >= 0 && colon < bare.length() - 1; colon = bare.indexOf(':')) {
            bare = bare.substring(colon + 1);
        }
        if (bare.endsWith(":") || (driver.equals("sqlite") && bare.isEmpty())) {
            return driver + ":" + (driver.equals("h2") || driver.equals("hsqldb") ? "mem" : "memory");
        }
        String last = bare.substring(Math.max(bare.lastIndexOf('/'), bare.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return last.isEmpty() ? null : dot > 0 ? last.substring(0, dot) : last;
    }

    private static List<Host> hosts(String driver, String servers) {
        List<Host> hosts = new ArrayList<>();
        Matcher named = NAMED_HOST.matcher(servers);
        while (named.find()) {
            hosts.add(
                    new Host(named.group(1), named.group(2) == null ? port(driver) : Integer.parseInt(named.group(2))));
        }
        if (!hosts.isEmpty()) {
            return hosts;
        }
        for (String server : servers.split(",", -1)) {
            String name = server.substring(server.lastIndexOf('@') + 1).strip();
            int instance = name.indexOf('\\');
            if (!name.isEmpty()) {
                hosts.add(host(driver, instance < 0 ? name : name.substring(0, instance) + afterColon(name)));
            }
        }
        return hosts;
    }

    private static String afterColon(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0 ? "" : name.substring(colon);
    }

    private static Host host(String driver, String name) {
        int colon = name.lastIndexOf(':');
        boolean hasPort = colon > name.lastIndexOf(']')
                && colon < name.length() - 1
                && name.chars().skip(colon + 1).allMatch(Character::isDigit)
                && name.length() - colon <= 6;
        // an IPv6 address without brackets has colons but no port
        boolean bareV6 = !name.startsWith("[") && name.indexOf(':') != colon;
        return hasPort && !bareV6
                ? new Host(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)))
                : new Host(name, port(driver));
    }

    private static int port(String driver) {
        return PORTS.getOrDefault(driver, 0);
    }

    private static int parametersFrom(String driver, String rest) {
        char separator = switch (driver) {
            case "h2", "hsqldb", "derby", "sqlserver", "jtds" -> ';';
            default -> '?';
        };
        int cut = rest.indexOf(separator);
        return cut < 0 ? rest.length() : cut;
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new java.util.HashMap<>();
        for (String pair : text.split("[?&;]", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals).toLowerCase(Locale.ROOT), pair.substring(equals + 1));
            }
        }
        return parameters;
    }
}
