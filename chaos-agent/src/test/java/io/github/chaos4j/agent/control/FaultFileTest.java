package io.github.chaos4j.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultFileTest {
    @TempDir
    private Path directory;

    private final Settings settings = Settings.read("enabled=true", new Properties(), Map.of());
    private final ConsentGate gate = new ConsentGate(settings);
    private final FakeEngine engine = new FakeEngine(gate, settings.caps());
    private final Control control = new Control(settings, gate, engine, Map::of);
    private Path path;
    private FaultFile file;

    @BeforeEach
    void open() {
        path = directory.resolve("faults");
        file = new FaultFile(path.toString(), control);
    }

    private void say(String content) throws IOException {
        Files.writeString(path, content);
        file.poll();
    }

    private List<String> armed() {
        return engine.armed().stream().map(ArmedFault::id).toList();
    }

    private String warnings() {
        return control.status(false).get("warnings").toString();
    }

    @Test
    void aMissingFileIsNoFaults() {
        file.poll();
        assertThat(engine.faults).isEmpty();
        assertThat(warnings()).isEqualTo("[of the engine]");
    }

    @Test
    void linesComeGoAndChange() throws IOException {
        say("# two\nlatency jdbc id=a delay=1s\n\nhang redis id=b\n");
        assertThat(armed()).containsExactly("a", "b");
        say("hang redis id=b\nhang jdbc id=c\n");
        assertThat(armed()).containsExactly("b", "c");
        say("hang redis id=b service=x\nhang jdbc id=c\n");
        assertThat(engine.faults.get(1).end()).contains(End.REPLACED);
        assertThat(armed()).containsExactly("c", "b");
    }

    @Test
    void aStoppedFaultStaysEndedUntilItsLineChanges() throws IOException {
        say("hang jdbc id=a\nhang redis id=b\n");
        engine.stop();
        file.poll();
        say("hang jdbc id=a\nhang redis id=b service=x\n");
        assertThat(armed()).containsExactly("b");
    }

    @Test
    void anInvalidFileChangesNothingAndShowsInStatus() throws IOException {
        say("hang jdbc id=a\n");
        say("hang jdbc id=b\nlatency jdbc delay=soon\n");
        assertThat(armed()).containsExactly("a");
        assertThat(warnings()).contains("changes nothing").contains("soon");
        say("hang jdbc id=a\nhang jdbc id=a\n");
        assertThat(warnings()).contains("twice");
        say("hang jdbc id=b duration=2h\n");
        assertThat(warnings()).contains("CHAOS_MAX_DURATION");
        assertThat(armed()).containsExactly("a");
        say("hang jdbc id=a\n");
        assertThat(armed()).containsExactly("a");
        assertThat(engine.faults).hasSize(1);
        assertThat(warnings()).isEqualTo("[of the engine]");
    }

    @Test
    void aDeletedFileEndsItsFaultsAndNoOthers() throws IOException {
        engine.arm(List.of(Fault.hang().named("mine")));
        say("hang jdbc id=a\n");
        Files.delete(path);
        file.poll();
        assertThat(armed()).containsExactly("mine");
        assertThat(engine.faults.get(1).end()).contains(End.DISARMED);
    }

    @Test
    void anotherFaultOfTheSameIdIsNotEndedWithTheLine() throws IOException {
        say("hang jdbc id=a\n");
        engine.stop();
        engine.arm(List.of(Fault.observe().named("a")));
        say("");
        assertThat(armed()).containsExactly("a");
    }

    @Test
    void anUnreadableFileChangesNothing() throws IOException {
        say("hang jdbc id=a\n");
        Files.delete(path);
        Files.createDirectory(path);
        file.poll();
        assertThat(armed()).containsExactly("a");
        assertThat(warnings()).contains("cannot be read");
    }

    @Test
    void whileTheGateIsClosedTheFileIsReadAndNotArmed() throws IOException {
        gate.enabled(false);
        say("hang jdbc id=a\n");
        assertThat(engine.faults).isEmpty();
        gate.enabled(true);
        file.poll();
        assertThat(engine.faults).as("reopening restores none").isEmpty();
        say("hang jdbc id=a\nhang jdbc id=b\n");
        assertThat(armed()).containsExactly("b");
    }

    @Test
    void faultsWithoutIdAreToldApartByTheirText() throws IOException {
        say("hang jdbc\nhang jdbc\nhang redis\n");
        assertThat(armed()).hasSize(3);
        List<String> before = armed();
        say("hang redis\nhang jdbc\n");
        assertThat(armed()).containsExactly(before.get(0), before.get(2));
    }

    @Test
    void jsonAndYamlAreReadToo() throws IOException {
        say("- type: hang\n  target: jdbc\n  id: a\n- {type: observe, target: '*', id: b}\n");
        assertThat(armed()).containsExactly("a", "b");
        say("{\"type\":\"hang\",\"target\":\"jdbc\",\"id\":\"a\"}");
        assertThat(armed()).containsExactly("a");
    }

    @Test
    void theAuditNamesTheFile() throws IOException {
        say("hang jdbc id=a\n");
        assertThat(control.actions().recent())
                .singleElement()
                .satisfies(action -> assertThat(action.by()).isEqualTo(new Actor("file", path.toString(), "")));
    }
}
