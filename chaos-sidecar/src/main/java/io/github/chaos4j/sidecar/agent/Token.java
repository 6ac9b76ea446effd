package io.github.chaos4j.sidecar.agent;

import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the bearer token comes from: the file given, else {@code CHAOS_TOKEN}, else {@code CHAOS_TOKEN_FILE}, else
 * the file that the agent named. There is no option for the token itself, since others could read it in the process
 * list.
 */
public final class Token {
    private Token() {}

    public static @Nullable String find(@Nullable Path given, Map<String, String> environment, AgentAddress agent) {
        if (given != null) {
            return read(given);
        }
        String token = environment.get("CHAOS_TOKEN");
        if (token != null && !token.isBlank()) {
            return first(token);
        }
        String file = environment.get("CHAOS_TOKEN_FILE");
        if (file != null && !file.isBlank()) {
            return read(Path.of(file));
        }
        Optional<Path> named = agent.findTokenFile();
        return named.isPresent() ? read(named.get()) : null;
    }

    private static String read(Path file) {
        try {
            return first(Files.readString(file));
        } catch (IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.NOT_AUTHORISED,
                    "cannot read the token file " + file + ": "
                            + unreadable.getClass().getSimpleName(),
                    "run as the user of the agent's process, or name a file that you may read by --token-file");
        }
    }

    /** The token of the first line, which may be {@code name:token}. */
    private static String first(String text) {
        String line = text.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse("");
        return line.substring(line.indexOf(':') + 1).strip();
    }
}
