package io.github.chaos4j.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneTest {
    @TempDir
    private Path directory;

    private FakeEngine engine;

    private ControlPlane start(String arguments) {
        Settings settings = Settings.read(arguments, new Properties(), Map.of());
        assertThat(settings.refusal()).isEmpty();
        ConsentGate gate = new ConsentGate(settings);
        engine = new FakeEngine(gate, settings.caps());
        return ControlPlane.start(settings, gate, engine, () -> Map.of("version", "1"));
    }

    @Test
    void faultsFromTheSettingsAreArmedBeforeStartReturns() {
        try (ControlPlane plane = start("enabled=true,http=off,faults='latency jdbc delay=1s\nhang redis'")) {
            assertThat(engine.armed()).hasSize(2);
            assertThat(plane.status().get("warnings")).isEqualTo(java.util.List.of("of the engine"));
        }
    }

    @Test
    void wrongFaultsInTheSettingsShowInStatus() {
        try (ControlPlane plane = start("enabled=true,http=off,faults=latency jdbc delay=soon")) {
            assertThat(engine.armed()).isEmpty();
            assertThat(plane.status().get("warnings").toString())
                    .contains("CHAOS_FAULTS")
                    .contains("soon");
        }
    }

    @Test
    void aFileOfFaultsIsWatched() throws IOException {
        Path file = Files.writeString(directory.resolve("f"), "hang jdbc id=a");
        try (ControlPlane plane = start("enabled=true,http=off,faults=@" + file)) {
            assertThat(engine.armed()).hasSize(1);
            Files.writeString(file, "hang jdbc id=b");
            await().until(() -> engine.find("b").isPresent());
            assertThat(plane.status()).isNotEmpty();
        }
    }

    @Test
    void withHttpOffNoThreadListens() {
        try (ControlPlane plane = start("enabled=true,http=off")) {
            assertThat(plane.status()).containsKey("gate");
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("chaos-http-io"));
        }
    }

    @Test
    void aTokenFileThatCannotBeReadKeepsTheApiClosedAndSaysSo() {
        try (ControlPlane plane = start("enabled=true,http=127.0.0.1:0,token.file=" + directory.resolve("none"))) {
            await().until(() -> plane.status().get("warnings").toString().contains("cannot be read"));
        }
    }

    @Test
    void anInstanceThatIsNoCanaryArmsNothing() {
        try (ControlPlane plane = start("enabled=true,canary=false,http=off,faults=hang jdbc")) {
            assertThat(engine.armed()).isEmpty();
            assertThat(plane.status().get("gate").toString()).contains("no canary");
        }
    }
}
