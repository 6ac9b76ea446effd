package io.github.chaos4j.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo as a reader of the README does, from another directory, with the jars of this build. */
class DemoIT {

    private static final Path SCRIPT = Path.of("../../demo").toAbsolutePath().normalize();

    @TempDir
    private Path elsewhere;

    @Test
    @Timeout(300)
    void theServiceCopesWithAllFaults() throws Exception {
        Run run = demo("--no-build", "--short");
        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.lines("verdict")).hasSize(3).allMatch(line -> line.endsWith("coped"));
        assertThat(run.lines("before")).hasSize(6);
        assertThat(run.lines("during ")).hasSize(3).allMatch(line -> line.contains("open"));
        assertThat(run.lines("injections ")).hasSize(3).noneMatch(line -> line.endsWith("injections 0"));
        assertThat(run.lines("    must be ")).hasSize(6);
        assertThat(run.output()).contains("$ chaos arm latency http product delay=2s", "The service coped");
    }

    @Test
    @Timeout(300)
    void withoutResilienceItDoesNot() throws Exception {
        Run run = demo("--no-build", "--short", "--without-resilience");
        assertThat(run.exit()).as(run.output()).isEqualTo(1);
        assertThat(run.lines("verdict"))
                .hasSize(3)
                .allMatch(line -> line.matches(".*did not cope: .*(success|p99) during.*"));
        assertThat(run.lines("injections ")).hasSize(3).noneMatch(line -> line.endsWith("injections 0"));
    }

    @Test
    void anUnknownOptionIsRefused() throws Exception {
        Run run = demo("--fast");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.output()).contains("unknown option \"--fast\"", "--without-resilience");
    }

    private Run demo(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(options));
        Path output = elsewhere.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(elsewhere.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(280, TimeUnit.SECONDS);
            assertThat(ended).as(() -> read(output)).isTrue();
            return new Run(process.exitValue(), read(output));
        } finally {
            process.destroy();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Run(int exit, String output) {
        Collection<String> lines(String containing) {
            return output.lines().filter(line -> line.contains(containing)).toList();
        }
    }
}
