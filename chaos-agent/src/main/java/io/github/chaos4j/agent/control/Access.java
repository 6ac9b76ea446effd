package io.github.chaos4j.agent.control;

import io.github.chaos4j.agent.control.http.Tokens;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the control API.
 *
 * @param file where whoever may read it finds one; null if the tokens were given directly
 */
record Access(Tokens tokens, @Nullable Path file) {

    /**
     * From the settings, or else one made up in a file of the directory.
     *
     * @throws IOException if a token file cannot be read or written; its message says what to do
     */
    static Access of(Settings settings, @Nullable Discovery discovery) throws IOException {
        Tokens reading = with(Tokens.none(), Setting.READ_TOKEN, settings.value(Setting.READ_TOKEN), "read", true);
        Tokens tokens = with(reading, Setting.TOKEN, settings.value(Setting.TOKEN), "token", false);
        String file = settings.value(Setting.TOKEN_FILE);
        if (file != null) {
            tokens = with(tokens, Setting.TOKEN_FILE, read(Path.of(file)), "token", false);
        }
        if (tokens != reading) {
            return new Access(tokens, file == null ? null : Path.of(file));
        }
        if (discovery == null) {
            throw new IOException("there is no token and nowhere to write one: set CHAOS_TOKEN or CHAOS_TOKEN_FILE,"
                    + " or make java.io.tmpdir writable");
        }
        String made = Discovery.randomToken();
        return new Access(tokens.with(made, "token", false), discovery.writeToken(made));
    }

    private static String read(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            if (text.isBlank()) {
                throw new IOException("the token file " + file + " is empty");
            }
            return text;
        } catch (FileSystemException e) {
            throw new IOException(
                    "the token file " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static Tokens with(Tokens tokens, Setting setting, @Nullable String text, String name, boolean readOnly)
            throws IOException {
        try {
            return text == null ? tokens : tokens.with(text, name, readOnly);
        } catch (IllegalArgumentException e) {
            throw new IOException(setting.variable() + ": " + e.getMessage(), e);
        }
    }
}
