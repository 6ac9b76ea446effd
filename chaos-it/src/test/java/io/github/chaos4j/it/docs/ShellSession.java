package io.github.chaos4j.it.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The shell blocks of one document, run in their order by one shell, as a reader would. */
final class ShellSession {
    private static final String BEGIN = """
            set -euo pipefail
            cleanup() { trap - EXIT; pids=$(jobs -p); [ -z "$pids" ] || kill $pids; wait; }
            trap cleanup EXIT
            await() { # until the agent answers and so do the services started
              for attempt in $(seq 300); do
                if %s; then return; fi
                sleep 0.2
              done
              echo "not up in time" >&2; exit 99
            }
            """;

    private final Document document;
    private final String isUp;

    /** @param isUp the command that says whether what the document started in the background is up */
    ShellSession(Document document, String isUp) {
        this.document = document;
        this.isUp = isUp;
    }

    /** What a session printed, and how it ended. */
    record Result(int exit, String output) {}

    Result run() throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder(BEGIN.formatted(isUp));
        for (Document.Block block : document.blocks("sh")) {
            script.append("echo '== ")
                    .append(document)
                    .append(':')
                    .append(block.line())
                    .append("'\n");
            script.append(block.text());
            if (block.text().stripTrailing().endsWith("&")) {
                script.append("await\n");
            }
        }
        Path log = Files.createTempFile("session", ".log");
        Process shell = new ProcessBuilder("bash", "-c", script.toString())
                .directory(Document.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!shell.waitFor(3, TimeUnit.MINUTES)) {
            shell.destroy();
            shell.waitFor();
        }
        return new Result(shell.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    }
}
