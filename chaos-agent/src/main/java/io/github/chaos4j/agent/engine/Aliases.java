package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.TextPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The user's own names for peers, {@code CHAOS_SERVICES}: {@code product=localhost:8081,db=HikariPool-*}. */
public final class Aliases {
    /** No aliases. */
    public static final Aliases NONE = new Aliases(Map.of());

    private final Map<String, TextPattern> byAlias = new LinkedHashMap<>();

    /** @param patterns the pattern of the names meant, by alias */
    public Aliases(Map<String, String> patterns) {
        for (Map.Entry<String, String> each : patterns.entrySet()) {
            byAlias.put(each.getKey(), TextPattern.of(each.getValue()));
        }
    }

    List<String> of(Iterable<String> names) {
        List<String> aliases = new ArrayList<>();
        byAlias.forEach((alias, pattern) -> {
            for (String name : names) {
                if (pattern.matches(name)) {
                    aliases.add(alias);
                    return;
                }
            }
        });
        return aliases;
    }
}
