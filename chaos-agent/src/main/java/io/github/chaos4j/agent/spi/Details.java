package io.github.chaos4j.agent.spi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the match keys of a fault compare with, computed when asked for. Used on one thread.
 */
public interface Details {

    /** No details: nothing but service can match. */
    Details NONE = new Details() {
        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public Map<String, String> all() {
            return Map.of();
        }
    };

    /**
     * The value of a match key without {@code match.}: statement, table, method, path, {@code header.<name>},
     * command, key; for jdbc, {@code operation} is {@code read}, {@code write} or null. Null if the call has
     * none or the client does not tell. Where there are several (tables, keys), joined with {@code ", "}: the
     * engine compares each.
     */
    @Nullable
    String get(String key);

    /** All of them, fit to be stored and shown: no literals, no parameters, no query strings. */
    Map<String, String> all();
}
