package io.github.chaos4j.sidecar;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build made, and how to run it. */
final class Java {
    static final String EXECUTABLE =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    static final String TEST_CLASSES = new File(Java.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .toString();
    static final Path CHAOS_JAR = Path.of(TEST_CLASSES).resolveSibling("chaos.jar");

    private Java() {}

    /** {@code java -jar chaos.jar} with these arguments, run to its end. */
    static CommandRun chaos(Path temporaryDirectory, List<String> prefix, List<String> options, String... arguments) {
        try {
            Process process = start(temporaryDirectory, prefix, options, arguments);
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandRun(process.waitFor(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Process start(Path temporaryDirectory, List<String> prefix, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(EXECUTABLE, "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporaryDirectory));
        command.addAll(options);
        command.addAll(List.of("-jar", CHAOS_JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("CHAOS_"));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
