package io.github.chaos4j.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.sidecar.CommandRun.Place;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    @TempDir
    Path temporaryDirectory;

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of(Java.TEST_CLASSES).resolve("../../README.md"));
    }

    @Test
    void theExitCodesAreThoseOfTheCommand() throws IOException {
        assertThat(lines().stream()
                        .filter(line -> line.matches("\\| \\d+ \\|.*"))
                        .map(line -> line.split("\\|")[1].strip()))
                .containsExactly(Stream.of(ExitCode.values())
                        .map(code -> Integer.toString(code.number()))
                        .toArray(String[]::new));
    }

    @Test
    void everyCommandIsWrittenAsTheCommandReadsIt() throws IOException {
        List<String> commands = lines().stream()
                .filter(line -> line.startsWith("bin/chaos "))
                .map(line -> line.replaceFirst("#.*", "").strip().substring("bin/chaos ".length()))
                // whose process might exist
                .map(command -> command.replace("4242", "999999999"))
                .toList();

        assertThat(commands).hasSizeGreaterThan(8).allSatisfy(command -> {
            CommandRun run = Place.withToken(temporaryDirectory).chaos(command.split(",")[0].split(" "));
            boolean needsFile = command.contains("faults.yaml");
            assertThat(run.exitCode())
                    .as("%s: without an agent or process only these are left: %s", command, run.err())
                    .isIn(needsFile ? List.of(2) : command.equals("agents") ? List.of(0) : List.of(3, 5));
        });
    }
}
