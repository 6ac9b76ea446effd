package io.github.chaos4j.api;

import java.util.Map;
import java.util.Set;

/**
 * One logical client operation as the application sees it, however many frames it crosses.
 *
 * @param operation what is done
 * @param services  the names of its peer: alias, pool, database, host, host:port
 * @param details   what the match keys compare with, by key: statement, table, method, path, command, key
 *                  and {@code header.<name>}; literals of a statement already replaced by {@code ?}
 */
public record Call(Operation operation, Set<String> services, Map<String, String> details) {}
