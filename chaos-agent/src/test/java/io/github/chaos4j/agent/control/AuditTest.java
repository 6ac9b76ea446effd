package io.github.chaos4j.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    @TempDir
    private Path directory;

    private final Settings settings = Settings.read("enabled=true", new Properties(), Map.of());
    private final FakeEngine engine = new FakeEngine();
    private final Control control = new Control(settings, new ConsentGate(settings), engine, Map::of);

    @Test
    void everyActionIsOneLineWithWhenWhatWhoAndWhere() throws IOException {
        Path file = directory.resolve("audit.log");
        control.actions().listen(new Audit(file.toString(), control));
        Actor alice = new Actor("http", "alice", "10.0.0.7");
        engine.arm(List.of(Fault.response(503).body("a\nb").named("busy")), alice);
        engine.end("busy", End.DISARMED, Actor.TIMER);
        control.latch(alice);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\S+Z chaos4j armed busy: response .*; by http alice from 10\\.0\\.0\\.7");
        assertThat(lines.get(1)).endsWith("chaos4j ended busy: disarmed after 3 injections; by timer");
        assertThat(lines.get(2)).endsWith("chaos4j gate: latched; by http alice from 10.0.0.7");
    }

    @Test
    void whatComesFromOutsideCannotForgeALine() {
        ControlAction action = new ControlAction(
                java.time.Instant.EPOCH, "armed", "x", "a\r\nb\u2028c\u001b[2J", new Actor("file", "f\ng", ""));
        assertThat(action.line())
                .isEqualTo("1970-01-01T00:00:00Z chaos4j armed x: a\ufffd\ufffdb\ufffdc\ufffd[2J; by file f\ufffdg");
    }

    @Test
    void aFileThatCannotBeWrittenShowsInStatusUntilItCan() throws IOException {
        Path missing = directory.resolve("no/audit.log");
        control.actions().listen(new Audit(missing.toString(), control));
        engine.arm(List.of(Fault.hang()), Actor.JAVA);
        assertThat(control.status(false).get("warnings").toString()).contains("CHAOS_AUDIT");
        Files.createDirectory(missing.getParent());
        engine.arm(List.of(Fault.hang()), Actor.JAVA);
        assertThat(control.status(false).get("warnings").toString()).doesNotContain("CHAOS_AUDIT");
        assertThat(missing).isNotEmptyFile();
    }

    @Test
    void theLast100ActionsAreRemembered() {
        for (int i = 0; i < 150; i++) {
            engine.arm(List.of(Fault.hang().named("f" + i)), Actor.JAVA);
        }
        assertThat(control.actions().recent()).hasSize(100);
        assertThat(control.actions().recent().get(0).fault()).isEqualTo("f149");
    }
}
