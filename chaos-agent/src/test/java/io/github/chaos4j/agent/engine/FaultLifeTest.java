package io.github.chaos4j.agent.engine;

import static io.github.chaos4j.agent.engine.FakeClient.EXECUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.ArmedFault.State;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How faults begin, change and end. */
class FaultLifeTest extends OnFakeClient {
    @Test
    void isDormantUntilSomethingIsArmedAndAfterItWasDisarmed() throws Throwable {
        assertThat(ChaosGate.armed).isFalse();
        ArmedFault fault = arm("error jdbc orders");
        assertThat(ChaosGate.armed).isTrue();
        fault.close();
        assertThat(ChaosGate.armed).isFalse();
        assertThat(client.call(EXECUTE, orders)).isEqualTo("real");
    }

    @Test
    void maxFiresExactlySoOftenAndEndsTheFault() throws Throwable {
        ArmedFault fault = arm("error jdbc max=3");
        int failures = 0;
        for (int i = 0; i < 10; i++) {
            try {
                client.call(EXECUTE, orders);
            } catch (FakeClient.Failed expected) {
                failures++;
            }
        }
        assertThat(failures).isEqualTo(3);
        awaitEnd(fault);
        assertThat(fault.end()).contains(End.MAX);
    }

    @Test
    void aHangEndsWithTheFaultAndTheRealCallIsMade() throws Exception {
        ArmedFault fault = arm("hang jdbc");
        FutureTask<Object> call = inBackground(EXECUTE, orders);
        fault.close();
        assertThat(call.get()).isEqualTo("real");
    }

    @Test
    void theEndFreesEveryWaitingThread() throws Exception {
        ArmedFault fault = arm("hang jdbc");
        List<FutureTask<Object>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(inBackground(EXECUTE, orders));
        }
        fault.close();
        for (FutureTask<Object> call : calls) {
            assertThat(call.get()).isEqualTo("real");
        }
    }

    @Test
    void durationEndsAFaultByItself() throws Exception {
        ArmedFault fault = arm("hang jdbc duration=80ms");
        assertThat(inBackground(EXECUTE, orders).get()).isEqualTo("real");
        assertThat(fault.end()).contains(End.EXPIRED);
        assertThat(fault.remaining()).isZero();
    }

    @Test
    void aLeaseThatNobodyRenewsEndsAFault() throws Exception {
        ArmedFault fault = arm("hang jdbc lease=80ms owner=me");
        assertThat(engine.heartbeat(null)).isZero();
        assertThat(engine.heartbeat("me")).isEqualTo(1);
        assertThat(inBackground(EXECUTE, orders).get()).isEqualTo("real");
        assertThat(fault.end()).contains(End.LEASE);
    }

    @Test
    void aPausedFaultFreesItsWaitersAndCountsNothing() throws Throwable {
        ArmedFault fault = arm("hang jdbc");
        FutureTask<Object> call = inBackground(EXECUTE, orders);
        fault.pause();
        assertThat(call.get()).isEqualTo("real");
        client.call(EXECUTE, orders);
        assertThat(fault.matched()).isEqualTo(1);
        assertThat(fault.state()).isEqualTo(State.PAUSED);
        fault.resume();
        FutureTask<Object> again = inBackground(EXECUTE, orders);
        engine.stop();
        assertThat(again.get()).isEqualTo("real");
        assertThat(fault.end()).contains(End.STOPPED);
    }

    @Test
    void nothingIsArmedIfOneOfSeveralIsWrong() {
        Fault good = Fault.parse("error jdbc");
        Fault bad = Fault.latency(Duration.ofSeconds(-1));
        assertThatThrownBy(() -> engine.arm(List.of(good, bad))).isInstanceOf(InvalidFaultException.class);
        assertThat(engine.armed()).isEmpty();
    }

    @Test
    void aTakenIdAndACapAreRefused() {
        arm("error jdbc id=a");
        assertThatThrownBy(() -> arm("error jdbc id=a"))
                .isInstanceOfSatisfying(
                        ChaosRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ChaosRefusedException.Reason.ID_TAKEN));
        assertThatThrownBy(() -> arm("error jdbc duration=2h"))
                .isInstanceOfSatisfying(ChaosRefusedException.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(ChaosRefusedException.Reason.OVER_CAP);
                    assertThat(refused.error())
                            .extracting(FieldError::field, FieldError::value)
                            .containsExactly("duration", "2h");
                    assertThat(refused).hasMessageContaining("CHAOS_MAX_DURATION");
                });
    }

    @Test
    void replacingEndsTheFaultBefore() {
        ArmedFault before = arm("error jdbc id=a");
        ArmedFault after = engine.replace(Fault.parse("hang jdbc id=a"), Actor.JAVA);
        assertThat(before.end()).contains(End.REPLACED);
        assertThat(engine.armed()).containsExactly(after);
    }

    @Test
    void aClosedGateRefusesAndAClosingOneEndsEverything() {
        AtomicBoolean isOpen = new AtomicBoolean(false);
        FakeClient gated =
                new FakeClient(Caps.DEFAULT, () -> isOpen.get() ? Optional.empty() : Optional.of("the flag says no"));
        assertThatThrownBy(() -> gated.engine.arm(List.of(Fault.parse("error jdbc"))))
                .isInstanceOfSatisfying(
                        ChaosRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(ChaosRefusedException.Reason.GATE_CLOSED))
                .hasMessage("the flag says no");
        isOpen.set(true);
        ArmedFault fault = gated.engine.arm(List.of(Fault.parse("error jdbc"))).get(0);
        isOpen.set(false);
        while (fault.state() != State.ENDED) {
            Thread.onSpinWait();
        }
        assertThat(fault.end()).contains(End.GATE);
        gated.engine.close();
    }

    @Test
    void aConditionOfTheApplicationHasASay() {
        engine.allowWhile(() -> {
            throw new IllegalStateException("flag server down");
        });
        assertThatThrownBy(() -> arm("error jdbc")).hasMessageContaining("flag server down");
    }

    @Test
    void endedFaultsStayVisibleWithTheirCounters() throws Throwable {
        ArmedFault fault = arm("latency jdbc id=seen delay=1ms");
        client.call(EXECUTE, orders);
        engine.end("seen", End.DISARMED, Actor.JAVA);
        assertThat(engine.all()).containsExactly(fault);
        assertThat(engine.find("seen").orElseThrow().injected()).isEqualTo(1);
        assertThat(engine.counters()).singleElement().satisfies(counters -> {
            assertThat(counters.fault()).isEqualTo("seen");
            assertThat(counters.injections()).isEqualTo(1);
            assertThat(counters.delayNanos()).isGreaterThanOrEqualTo(1_000_000);
            assertThat(counters.armed()).isFalse();
        });
        assertThat(engine.recent())
                .singleElement()
                .satisfies(injection -> assertThat(injection.fault()).isEqualTo("seen"));
    }
}
