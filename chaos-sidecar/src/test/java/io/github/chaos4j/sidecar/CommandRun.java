package io.github.chaos4j.sidecar;

import io.github.chaos4j.sidecar.agent.AgentDirectory;
import io.github.chaos4j.sidecar.command.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** One run of the command in this JVM, and what it printed. */
record CommandRun(int exitCode, String out, String err) {

    /** Where a run takes place. */
    record Place(Map<String, String> environment, Path temporaryDirectory, String in) {

        static Place withToken(Path temporaryDirectory) {
            return new Place(Map.of("CHAOS_TOKEN", StubAgent.TOKEN), temporaryDirectory, "");
        }

        Place typing(String text) {
            return new Place(environment, temporaryDirectory, text);
        }

        CommandRun chaos(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int exitCode = ChaosCommand.run(
                    new Surroundings(
                            environment,
                            new AgentDirectory(temporaryDirectory, pid -> Optional.of(Instant.EPOCH)),
                            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                            new PrintWriter(out, true),
                            new PrintWriter(err, true),
                            Ansi.OFF),
                    arguments);
            return new CommandRun(exitCode, out.toString(), err.toString());
        }
    }
}
