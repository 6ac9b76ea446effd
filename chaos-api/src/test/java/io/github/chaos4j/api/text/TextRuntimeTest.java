package io.github.chaos4j.api.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Both sides of the protocol, over an engine that keeps what it is told. */
class TextRuntimeTest {
    private final FakeRuntime engine = new FakeRuntime();
    private final TextRuntime runtime = new TextRuntime(request -> TextCommands.answer(request, engine));

    /** A gate as the bootstrap loader would hold one. */
    public static final class FakeGate {
        public static volatile UnaryOperator<String> control;
    }

    @Test
    void faultsCrossAsText() {
        Fault slow = Fault.latency(Duration.ofMillis(200)).on(Target.jdbc("o\t\"x\"\n"));
        List<ArmedFault> armed = runtime.arm(List.of(slow, Fault.hang()));

        assertThat(engine.faults).hasSize(2);
        assertThat(armed.get(0).id()).isEqualTo("f0");
        assertThat(armed.get(0).fault()).isEqualTo(slow.named("f0"));
        assertThat(runtime.armed()).extracting(ArmedFault::id).containsExactly("f0", "f1");
        assertThat(runtime.arm(List.of())).isEmpty();
    }

    @Test
    void whatChangesIsAskedAnew() {
        ArmedFault fault = runtime.arm(List.of(Fault.hang())).get(0);
        FakeRuntime.FakeFault original = engine.faults.get("f0");
        original.injected = 9;

        assertThat(fault.injected()).isEqualTo(9);
        assertThat(fault.matched()).isEqualTo(11);
        assertThat(fault.remaining()).isEqualTo(Duration.ofMinutes(10));
        assertThat(fault.armedAt()).isEqualTo(original.armedAt());
        assertThat(fault.lastMiss()).contains("statement \"select\n1\"");
        assertThat(fault.end()).isEmpty();
        fault.pause();
        assertThat(fault.state()).isEqualTo(ArmedFault.State.PAUSED);
        fault.resume();
        assertThat(fault.state()).isEqualTo(ArmedFault.State.ACTIVE);
        fault.rate(0.25);
        assertThat(original.rate).isEqualTo(0.25);
        fault.remaining(Duration.ofMillis(1_500));
        assertThat(original.remaining).isEqualTo(Duration.ofMillis(1_500));
        fault.close();
        assertThat(fault.end()).contains(ArmedFault.End.DISARMED);
    }

    @Test
    void aForgottenFaultKeepsItsLatestState() {
        ArmedFault fault = runtime.arm(List.of(Fault.hang())).get(0);
        engine.faults.clear();
        fault.close();
        assertThat(fault.matched()).isEqualTo(11);
        assertThat(runtime.find("f0")).isEmpty();
    }

    @Test
    void theRestOfTheRuntimeCrosses() {
        assertThat(runtime.status()).isEqualTo(engine.status());
        assertThat(runtime.heartbeat(null)).isEqualTo(2);
        assertThat(engine.lastOwner).isNull();
        assertThat(runtime.heartbeat("me too")).isEqualTo(2);
        assertThat(engine.lastOwner).isEqualTo("me too");
        assertThat(runtime.counters()).isEqualTo(engine.counters());
        assertThat(runtime.engineErrors()).isEqualTo(7);
        runtime.arm(List.of(Fault.hang()));
        runtime.stop();
        assertThat(runtime.armed()).isEmpty();
        assertThat(TextCommands.answer("version", engine)).isEqualTo("ok\n1");
    }

    @Test
    void aConditionCrossesAsAnObject() {
        boolean[] allowed = {true};
        int before = System.getProperties().size();
        runtime.allowWhile(() -> allowed[0]);

        assertThat(engine.conditions).hasSize(1);
        assertThat(engine.conditions.get(0).getAsBoolean()).isTrue();
        allowed[0] = false;
        assertThat(engine.conditions.get(0).getAsBoolean()).isFalse();
        assertThat(System.getProperties()).hasSize(before);
    }

    @Test
    void refusalsCrossWithTheirReason() {
        engine.gateOpen = false;
        ChaosRefusedException refused =
                catchThrowableOfType(ChaosRefusedException.class, () -> runtime.arm(List.of(Fault.hang())));
        assertThat(refused.reason()).isEqualTo(Reason.GATE_CLOSED);
        assertThat(refused.error()).isEqualTo(new FieldError("gate", "closed", "the flag says\tno"));
    }

    @Test
    void mistakesCrossAllAtOnce() {
        assertThat(catchThrowableOfType(
                                InvalidFaultException.class,
                                () -> runtime.arm(List.of(
                                        Fault.hang().rate(2), Fault.hang().every(0))))
                        .errors())
                .extracting(FieldError::field)
                .containsExactly("[0].rate", "[1].every");
        assertThat(TextCommands.answer("arm hang jdbc rate=2 max=0", engine).lines())
                .containsExactly(
                        "error INVALID",
                        "rate\t2\trate \"2\" is not a rate: write a number above 0 and up to 1, such as 0.5, or 50%",
                        "max\t0\tmax \"0\" is out of range: write 1 or more");
        assertThat(engine.faults).isEmpty();
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        for (Runnable attempt : List.<Runnable>of(
                () -> runtime.openScope("test"),
                () -> runtime.arm(List.of(Fault.error(() -> new IllegalStateException()))))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(ChaosRefusedException.class)
                    .hasMessageContaining("leave io.github.chaos4j.api to the parent loader")
                    .extracting(e -> ((ChaosRefusedException) e).reason())
                    .isEqualTo(Reason.UNSUPPORTED);
        }
    }

    @Test
    void unknownRequestsAreAnswered() {
        assertThat(TextCommands.answer("", engine)).startsWith("error INVALID");
        assertThat(TextCommands.answer("dance", engine)).startsWith("error INVALID\ncommand\tdance");
        assertThat(TextCommands.answer("arm hang jdbc\nstop", engine)).startsWith("error INVALID");
        assertThat(TextCommands.answer("stop\nstop", engine)).startsWith("error INVALID");
        assertThat(TextCommands.answer("disarm x", engine)).startsWith("error UNKNOWN_ID");
        assertThat(TextCommands.answer("allow java.version", engine)).startsWith("error INVALID");
        assertThat(TextCommands.answer("rate f0", engine)).startsWith("error UNKNOWN_ID");
        runtime.arm(List.of(Fault.hang()));
        assertThat(TextCommands.answer("rate f0 7", engine)).startsWith("error INVALID");
        assertThat(TextCommands.answer("remaining f0", engine)).startsWith("error INVALID");
    }

    @Test
    void theEngineIsFoundBehindAGate() {
        ClassLoader loader = TextRuntimeTest.class.getClassLoader();
        assertThat(TextRuntime.through("java.lang.NoSuchGate", null)).isEmpty();
        FakeGate.control = null;
        assertThat(TextRuntime.through(FakeGate.class.getName(), loader)).isEmpty();
        FakeGate.control = request -> TextCommands.answer(request, engine);
        Optional<ChaosRuntime> found = TextRuntime.through(FakeGate.class.getName(), loader);
        assertThat(found.map(ChaosRuntime::engineErrors)).contains(7L);
    }
}
