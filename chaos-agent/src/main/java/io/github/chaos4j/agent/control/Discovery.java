package io.github.chaos4j.agent.control;

import io.github.chaos4j.api.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files by which the command line finds this agent: {@code <tmp>/chaos4j-<user>/<pid>.json}, and the token
 * made up for it. Removed at exit.
 */
final class Discovery implements AutoCloseable {
    private final OwnDirectory directory;
    private final String pid = Long.toString(ProcessHandle.current().pid());
    private final List<Path> files = new ArrayList<>();
    private @Nullable Thread atExit;

    private Discovery(OwnDirectory directory) {
        this.directory = directory;
    }

    /** @throws IOException if nothing can be written there that only this user reads */
    static Discovery open(Path temporary, String user) throws IOException {
        Discovery discovery = new Discovery(OwnDirectory.open(temporary.resolve("chaos4j-" + plain(user))));
        discovery.removeAtExit();
        return discovery;
    }

    private static String plain(String user) {
        return user.isBlank() ? "_" : user.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private void removeAtExit() {
        Thread hook = new Thread(this::remove, "chaos-discovery");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            atExit = hook;
        } catch (IllegalStateException e) {
            remove();
        }
    }

    /** A random token in a file of its own. */
    Path writeToken(String token) throws IOException {
        return note(directory.write(pid + ".token", token + "\n"));
    }

    static String randomToken() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void announce(String url, @Nullable Path tokenFile, Settings settings, String version) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", Long.valueOf(pid));
        fields.put("url", url);
        if (tokenFile != null) {
            fields.put("tokenFile", tokenFile.toAbsolutePath().toString());
        }
        fields.put("mainClass", settings.mainClass());
        fields.put("service", settings.service());
        fields.put("instance", settings.instance());
        fields.put("version", version);
        ProcessHandle.current().info().startInstant().ifPresent(start -> fields.put("started", start.toString()));
        note(directory.write(pid + ".json", Json.write(fields) + "\n"));
    }

    private synchronized Path note(Path file) {
        files.add(file);
        return file;
    }

    private synchronized void remove() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // whoever reads it sees that the process is gone
            }
        }
        files.clear();
    }

    @Override
    public void close() {
        remove();
        Thread hook = atExit;
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // it runs already
            }
        }
    }
}
