package io.github.chaos4j.agent.control;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What can be set, each as environment variable ({@code CHAOS_MAX_RATE}), system property
 * ({@code chaos.max.rate}) and agent argument ({@code max.rate}).
 */
public enum Setting {
    ENABLED,
    CANARY,
    INSTANCE,
    SERVICE,
    SERVICES,
    HTTP,
    HTTP_HOSTS,
    TOKEN,
    TOKEN_FILE,
    READ_TOKEN,
    FAULTS,
    FLAG_FILE,
    FLAG_URL,
    FLAG_KEY,
    FLAG_TOKEN,
    MAX_DURATION,
    MAX_RATE,
    MAX_FAULTS,
    MAX_DELAY,
    AUDIT;

    private static final Setting[] ALL = values();

    private final String argument = name().toLowerCase(Locale.ROOT).replace('_', '.');

    public String variable() {
        return "CHAOS_".concat(name());
    }

    public String property() {
        return "chaos.".concat(argument);
    }

    public String argument() {
        return argument;
    }

    static @Nullable Setting ofArgument(String name) {
        for (Setting setting : ALL) {
            if (setting.argument.equals(name)) {
                return setting;
            }
        }
        return null;
    }

    /** The name among all arguments with the fewest edits to this one; empty if none is near. */
    static String nearest(String name) {
        String best = "";
        int fewest = Math.max(2, name.length() / 3) + 1;
        for (Setting setting : ALL) {
            int edits = edits(name, setting.argument);
            if (edits < fewest) {
                fewest = edits;
                best = setting.argument;
            }
        }
        return best;
    }

    /** Levenshtein's distance. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
