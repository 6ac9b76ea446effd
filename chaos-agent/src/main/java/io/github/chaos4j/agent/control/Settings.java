package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.engine.Caps;
import io.github.chaos4j.api.TextPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this JVM: agent argument beats system property beats environment, except that
 * {@code enabled=false} anywhere wins. Read in premain, so it keeps to java.lang and java.util. Immutable.
 */
public final class Settings {
    private final Map<Setting, String> values;
    private final List<String> problems;
    private final List<String> warnings;
    private final boolean forbidden;
    private final Surroundings surroundings;

    private Settings(SettingsReader reader, Surroundings surroundings) {
        this.values = reader.values;
        this.problems = List.copyOf(reader.problems);
        this.warnings = List.copyOf(reader.warnings);
        this.forbidden = reader.forbidden;
        this.surroundings = surroundings;
    }

    /** Never throws for what it reads: see {@link #refusal}. */
    public static Settings read(@Nullable String agentArgs, Properties system, Map<String, String> env) {
        SettingsReader reader = new SettingsReader();
        reader.environment(env);
        reader.properties(system);
        reader.arguments(agentArgs == null ? "" : agentArgs);
        reader.check();
        return new Settings(reader, new Surroundings(system, env));
    }

    /**
     * Why the agent must stay out although someone asked for it, on one line for stderr: an unknown agent
     * argument or bad values, all at once. Empty if it may come in or nobody asked.
     */
    public Optional<String> refusal() {
        boolean unknownArgument = hasUnknownArgument();
        boolean asked = values.containsKey(Setting.ENABLED) && !forbidden && !problems.isEmpty();
        if (!unknownArgument && !asked) {
            return Optional.empty();
        }
        return Optional.of("chaos4j stays out: ".concat(String.join("; ", problems)));
    }

    private boolean hasUnknownArgument() {
        for (String problem : problems) {
            if (problem.startsWith("unknown agent argument") || problem.startsWith("agent argument")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the agent may come in at all. */
    public boolean enabled() {
        return !forbidden && problems.isEmpty() && "true".equalsIgnoreCase(values.get(Setting.ENABLED));
    }

    /** Whether faults are to be armed before the application begins. */
    public boolean armsAtStart() {
        return values.containsKey(Setting.FAULTS);
    }

    /** Whether this instance takes part; one that does not weaves nothing and refuses to arm. */
    public boolean canary() {
        String canary = values.getOrDefault(Setting.CANARY, "true");
        if (SettingsReader.isBoolean(canary)) {
            return canary.equalsIgnoreCase("true");
        }
        return Canary.isChosen(instance(), Amounts.share(canary));
    }

    /** The name of this instance, the host name if none is set. */
    public String instance() {
        String instance = values.get(Setting.INSTANCE);
        return instance != null ? instance : surroundings.hostName();
    }

    /** The application's own name. */
    public String service() {
        String service = values.get(Setting.SERVICE);
        return service != null ? service : surroundings.application();
    }

    /** The user's names for peers, in order, and the pattern that each stands for. */
    public Map<String, String> services() {
        Map<String, String> aliases = aliases(values.getOrDefault(Setting.SERVICES, ""));
        return aliases == null ? Map.of() : aliases;
    }

    /** {@code a=x,b=y}, or with semicolons, which an agent argument needs; null if it is not that. */
    static @Nullable Map<String, String> aliases(String text) {
        Map<String, String> aliases = new LinkedHashMap<>();
        for (String piece : split(text)) {
            int equals = piece.indexOf('=');
            if (equals < 1 || equals == piece.length() - 1) {
                return null;
            }
            String pattern = piece.substring(equals + 1).trim();
            if (!isPattern(pattern) || aliases.put(piece.substring(0, equals).trim(), pattern) != null) {
                return null;
            }
        }
        return aliases;
    }

    private static boolean isPattern(String text) {
        try {
            TextPattern.of(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == ',' || text.charAt(i) == ';') {
                String piece = text.substring(start, i).trim();
                if (!piece.isEmpty()) {
                    pieces.add(piece);
                }
                start = i + 1;
            }
        }
        return pieces;
    }

    /** Where the control API listens; empty if it is off. */
    public Optional<HttpAddress> http() {
        String http = values.get(Setting.HTTP);
        if (http == null) {
            return Optional.of(HttpAddress.DEFAULT);
        }
        return http.equalsIgnoreCase("off") ? Optional.empty() : Optional.ofNullable(HttpAddress.of(http));
    }

    /** The main class or jar, as given to {@code java}. */
    String mainClass() {
        return surroundings.mainClass();
    }

    /** Further names accepted in {@code Host}. */
    public List<String> httpHosts() {
        return split(values.getOrDefault(Setting.HTTP_HOSTS, ""));
    }

    public Caps caps() {
        String rate = values.get(Setting.MAX_RATE);
        String faults = values.get(Setting.MAX_FAULTS);
        return new Caps(
                duration(Setting.MAX_DURATION, Caps.DEFAULT.duration()),
                rate == null ? Caps.DEFAULT.rate() : Amounts.share(rate),
                faults == null ? Caps.DEFAULT.faults() : Amounts.count(faults, 1, 10_000),
                duration(Setting.MAX_DELAY, Caps.DEFAULT.delay()));
    }

    private Duration duration(Setting setting, Duration otherwise) {
        String text = values.get(setting);
        Duration duration = text == null ? null : Amounts.duration(text);
        return duration == null ? otherwise : duration;
    }

    /** The value as given, trimmed; null if it is not set. */
    @Nullable
    String value(Setting setting) {
        return values.get(setting);
    }

    /** The value as given, trimmed; empty if it is not set. */
    public Optional<String> text(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** What is odd without being a reason to stay out: unknown variables and properties. */
    public List<String> warnings() {
        return warnings;
    }
}
