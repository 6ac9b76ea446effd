package io.github.chaos4j.agent.control;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Merges the three sources of settings and checks every value. */
final class SettingsReader {
    private static final String JUNIT = "chaos.junit.";
    /** The test extension's own switch. */
    private static final String AUTO_ATTACH = "chaos.agent.autoAttach";

    final Map<Setting, String> values = new EnumMap<>(Setting.class);
    /** The name by which each value was given, for messages. */
    private final Map<Setting, String> names = new EnumMap<>(Setting.class);

    final List<String> problems = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    boolean forbidden;

    void environment(Map<String, String> env) {
        for (Setting setting : Setting.values()) {
            given(setting, setting.variable(), env.get(setting.variable()));
        }
        for (String name : env.keySet()) {
            if (name.startsWith("CHAOS_") && Setting.ofArgument(argument(name.substring(6))) == null) {
                String nearest = Setting.nearest(argument(name.substring(6)));
                unknown("environment variable ", name, nearest.isEmpty() ? "" : "CHAOS_".concat(upper(nearest)));
            }
        }
    }

    void properties(Properties system) {
        for (Setting setting : Setting.values()) {
            given(setting, setting.property(), system.getProperty(setting.property()));
        }
        for (String name : system.stringPropertyNames()) {
            boolean ofTests = name.startsWith(JUNIT) || name.equals(AUTO_ATTACH);
            if (name.startsWith("chaos.") && !ofTests && Setting.ofArgument(name.substring(6)) == null) {
                String nearest = Setting.nearest(name.substring(6));
                unknown("system property ", name, nearest.isEmpty() ? "" : "chaos.".concat(nearest));
            }
        }
    }

    /** Pieces {@code name=value} with commas between; a value in quotes may contain commas. */
    void arguments(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = endOfPiece(text, at);
            String piece = text.substring(at, end).trim();
            if (!piece.isEmpty()) {
                argumentPiece(piece);
            }
            at = end + 1;
        }
    }

    private static int endOfPiece(String text, int from) {
        char quote = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && i > from && text.charAt(i - 1) == '=') {
                quote = c;
            } else if (c == ',') {
                return i;
            }
        }
        return text.length();
    }

    private void argumentPiece(String piece) {
        int equals = piece.indexOf('=');
        String name = equals < 0 ? piece : piece.substring(0, equals).trim();
        Setting setting = Setting.ofArgument(name);
        if (setting == null) {
            String nearest = Setting.nearest(name);
            problems.add("unknown agent argument \"" + name + "\""
                    + (nearest.isEmpty() ? "" : ", did you mean \"" + nearest + "\"")
                    + " (in a value write ; for a comma, or put it in quotes)");
        } else if (equals < 0) {
            problems.add("agent argument \"" + name + "\" has no value: write " + name + "=…");
        } else {
            given(setting, name, unquoted(piece.substring(equals + 1).trim()));
        }
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(last) == value.charAt(0);
        return quoted ? value.substring(1, last) : value;
    }

    /** Later calls win; an explicit refusal by any stays. */
    private void given(Setting setting, String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return;
        }
        String trimmed = value.trim();
        forbidden |= setting == Setting.ENABLED && trimmed.equalsIgnoreCase("false");
        values.put(setting, trimmed);
        names.put(setting, name);
    }

    private void unknown(String what, String name, String nearest) {
        warnings.add(
                what + name + " is not a setting of Chaos4J" + (nearest.isEmpty() ? "" : ", did you mean " + nearest));
    }

    private static String argument(String upper) {
        return upper.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static String upper(String argument) {
        return argument.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    void check() {
        for (Map.Entry<Setting, String> entry : values.entrySet()) {
            String remedy = remedy(entry.getKey(), entry.getValue());
            if (!remedy.isEmpty()) {
                problems.add(names.get(entry.getKey()) + " \"" + entry.getValue() + "\" " + remedy);
            }
        }
    }

    /** What is wrong with a value and what to write instead; empty if nothing is. Never called with a secret. */
    private static String remedy(Setting setting, String value) {
        return switch (setting) {
            case ENABLED -> isBoolean(value) ? "" : "is neither true nor false";
            case CANARY -> isCanary(value) ? "" : "is no canary: write true, false or a percentage such as 5%";
            case SERVICES ->
                Settings.aliases(value) != null
                        ? ""
                        : "is no list of aliases, each once: write product=localhost:8081,db=HikariPool-*";
            case HTTP ->
                value.equalsIgnoreCase("off") || HttpAddress.of(value) != null
                        ? ""
                        : "is no address: write host:port such as 127.0.0.1:8475, or off";
            case FLAG_URL ->
                value.startsWith("http://") || value.startsWith("https://")
                        ? ""
                        : "is no URL: write http://host:port or https://host:port";
            case MAX_DURATION, MAX_DELAY ->
                Amounts.duration(value) != null ? "" : "is not a duration: write 250ms, 2s, 1m30s or PT2S";
            case MAX_RATE -> Amounts.share(value) > 0 ? "" : "is not a rate: write a number above 0 up to 1, or 50%";
            case MAX_FAULTS -> Amounts.count(value, 1, 10_000) > 0 ? "" : "is not a number from 1 to 10000";
            default -> "";
        };
    }

    private static boolean isCanary(String value) {
        return isBoolean(value) || (value.endsWith("%") && !Double.isNaN(Amounts.share(value)));
    }

    static boolean isBoolean(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    }
}
