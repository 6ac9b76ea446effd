package io.github.chaos4j.agent.control.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.agent.control.FakeEngine;
import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.Injection;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultType;
import io.github.chaos4j.api.Operation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
    @TempDir
    private Path directory;

    @Test
    void armingInjectionAndEndAreEvents() throws Exception {
        FakeEngine engine = new FakeEngine();
        FlightRecording recording = new FlightRecording(false);
        engine.listen(recording);
        Path file = directory.resolve("r.jfr");
        try (Recording running = new Recording()) {
            running.start();
            engine.arm(List.of(Fault.hang().named("h")), new Actor("http", "alice", "10.0.0.7"));
            recording.injected(new Injection(
                    Instant.EPOCH,
                    "h",
                    FaultType.HANG,
                    Operation.JDBC_EXECUTE,
                    Set.of("orders"),
                    1_000_000,
                    "passed",
                    "main"));
            engine.end("h", End.DISARMED, Actor.TIMER);
            running.dump(file);
        }
        Map<String, RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.github.chaos4j."))
                .collect(Collectors.toMap(event -> event.getEventType().getName(), Function.identity()));
        assertThat(events)
                .containsOnlyKeys("io.github.chaos4j.Arm", "io.github.chaos4j.Injection", "io.github.chaos4j.Disarm");
        assertThat(events.get("io.github.chaos4j.Arm").getString("by")).isEqualTo("http alice");
        assertThat(events.get("io.github.chaos4j.Disarm").getString("detail")).isEqualTo("disarmed");
        RecordedEvent injection = events.get("io.github.chaos4j.Injection");
        assertThat(injection.getString("fault")).isEqualTo("h");
        assertThat(injection.getString("target")).isEqualTo("jdbc");
        assertThat(injection.getString("services")).isEqualTo("orders");
        assertThat(injection.getDuration("delay")).isEqualTo(Duration.ofMillis(1));
        assertThat(injection.getStackTrace()).isNotNull();
    }
}
