package io.github.chaos4j.agent.engine;

import static io.github.chaos4j.agent.engine.FakeClient.ACQUIRE;
import static io.github.chaos4j.agent.engine.FakeClient.ASYNC;
import static io.github.chaos4j.agent.engine.FakeClient.EXECUTE;
import static io.github.chaos4j.agent.engine.FakeClient.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.engine.FakeClient.Connection;
import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.ArmedFault.State;
import io.github.chaos4j.api.CallListener;
import io.github.chaos4j.api.CallRecord;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.Gate;
import io.github.chaos4j.api.InjectedFault;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.Scope;
import io.github.chaos4j.api.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EngineTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final FakeClient client = new FakeClient();
    private final ChaosEngine engine = client.engine;
    private final Connection orders = Connection.to("orders", "localhost:5432");

    @AfterEach
    void uninstall() {
        engine.close();
        ChaosGate.bind(null);
    }

    private ArmedFault arm(String text) {
        return engine.arm(List.of(Fault.parse(text))).get(0);
    }

    private static long millis(Callable call) throws Throwable {
        long start = System.nanoTime();
        call.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private interface Callable {
        void run() throws Throwable;
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** The last injection ends a fault by the timer's thread. */
    private static void awaitEnd(ArmedFault fault) {
        while (fault.state() != State.ENDED) {
            Thread.onSpinWait();
        }
    }

    private FutureTask<Object> inBackground(int hook, Object self) {
        FutureTask<Object> task = new FutureTask<>(() -> {
            try {
                return client.call(hook, self);
            } catch (Throwable failure) {
                return failure;
            }
        });
        Thread thread = new Thread(task);
        thread.start();
        awaitWaiting(thread);
        return task;
    }

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
    void latencyDelaysTheCallAndLetsItPass() throws Throwable {
        ArmedFault fault = arm("latency jdbc orders delay=60ms");
        assertThat(millis(() -> assertThat(client.call(EXECUTE, orders)).isEqualTo("real")))
                .isGreaterThanOrEqualTo(60);
        assertThat(fault.matched()).isEqualTo(1);
        assertThat(fault.injected()).isEqualTo(1);
    }

    @Test
    void latencyBeyondTheCallersTimeoutIsTheClientsOwnTimeoutAtThatTime() {
        arm("latency jdbc delay=30s");
        Connection impatient = new Connection(orders.peer(), TimeUnit.MILLISECONDS.toNanos(40));
        assertThatThrownBy(() -> client.call(EXECUTE, impatient)).isInstanceOf(FakeClient.TimedOut.class);
    }

    @Test
    void theLongestOfSeveralLatenciesCountsAndNeverTheSum() throws Throwable {
        ArmedFault shorter = arm("latency jdbc delay=200ms");
        ArmedFault longer = arm("latency jdbc delay=300ms");
        assertThat(millis(() -> client.call(EXECUTE, orders))).isBetween(300L, 499L);
        assertThat(shorter.injected()).isZero();
        assertThat(longer.injected()).isEqualTo(1);
        assertThat(shorter.matched()).isEqualTo(1);
    }

    @Test
    void theEarliestArmedOutcomeWins() {
        ArmedFault first = arm("error jdbc kind=deadlock");
        ArmedFault second = arm("error jdbc kind=read-only");
        assertThatThrownBy(() -> client.call(EXECUTE, orders)).hasMessage("deadlock");
        assertThat(first.injected()).isEqualTo(1);
        assertThat(second.injected()).isZero();
    }

    @Test
    void aServiceIsMatchedByAnyNameAndByAlias() {
        arm("error jdbc localhost:*");
        assertThatThrownBy(() -> client.call(EXECUTE, orders)).isInstanceOf(FakeClient.Failed.class);
        engine.stop();
        arm("error jdbc alias");
        assertThatThrownBy(() -> client.call(EXECUTE, Connection.to("aliased-db")))
                .isInstanceOf(FakeClient.Failed.class);
    }

    @Test
    void anotherServicePassesAndIsToldAsTheLastMiss() throws Throwable {
        ArmedFault fault = arm("error jdbc payments");
        assertThat(client.call(EXECUTE, orders)).isEqualTo("real");
        assertThat(fault.state()).isEqualTo(State.WAITING);
        assertThat(fault.lastMiss()).hasValueSatisfying(miss -> assertThat(miss).contains("payments", "orders"));
    }

    @Test
    void detailsAreMatchedAndAMissIsTold() throws Throwable {
        ArmedFault fault = arm("error jdbc match.operation=read match.table=orders");
        assertThat(client.call(EXECUTE, orders, "operation=write", "table=orders"))
                .isEqualTo("real");
        assertThat(fault.lastMiss()).hasValueSatisfying(miss -> assertThat(miss).contains("match.operation"));
        assertThatThrownBy(() -> client.call(EXECUTE, orders, "operation=read", "table=items, orders"))
                .isInstanceOf(FakeClient.Failed.class);
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
    void aCallThroughAWrapperIsDecidedOnceByTheFrameBelow() throws Throwable {
        ArmedFault fault = arm("latency jdbc delay=300ms");
        FakeClient.Proxy proxy = new FakeClient.Proxy(orders);
        long took = millis(() -> FakeClient.call(
                EXECUTE,
                proxy,
                () -> quietly(() -> FakeClient.call(
                        EXECUTE,
                        proxy,
                        () -> quietly(() -> FakeClient.call(
                                EXECUTE, orders, () -> quietly(() -> client.call(EXECUTE, orders))))))));
        assertThat(took).isBetween(300L, 599L);
        assertThat(fault.matched()).isEqualTo(1);
        assertThat(fault.injected()).isEqualTo(1);
    }

    private interface Body {
        Object run() throws Throwable;
    }

    private static Object quietly(Body body) {
        try {
            return body.run();
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void statementsBelowAnAcquisitionAreNoCalls() throws Throwable {
        arm("error jdbc");
        Object result =
                FakeClient.call(ACQUIRE, Connection.to("pool"), () -> quietly(() -> client.call(EXECUTE, orders)));
        assertThat(result).isEqualTo("real");
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
    void cancellingEndsTheWaitWithTheClientsOwnException() throws Throwable {
        arm("hang jdbc");
        FutureTask<Object> call = inBackground(EXECUTE, orders);
        client.cancel(orders);
        assertThat(call.get()).isInstanceOf(java.io.IOException.class).hasToString("java.io.IOException: abort");
    }

    @Test
    void anInterruptIsSatOutWithTheFlagKeptOrThrownAsTheClientDoes() throws Throwable {
        arm("latency jdbc delay=50ms");
        Thread.currentThread().interrupt();
        assertThat(millis(() -> client.call(EXECUTE, orders))).isGreaterThanOrEqualTo(50);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(FakeClient.call(EXECUTE, orders, () -> Thread.currentThread().isInterrupted()))
                .as("the flag as the real call sees it")
                .isEqualTo(false);
        assertThat(Thread.interrupted()).isTrue();
        client.failsOnInterrupt = true;
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> client.call(EXECUTE, orders)).isInstanceOf(FakeClient.Interrupted.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aResponseSkipsTheBody() throws Throwable {
        arm("response http status=503 body=busy header.Retry-After=7");
        assertThat(client.call(REQUEST, orders)).isInstanceOfSatisfying(Effect.Response.class, response -> {
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.body()).isEqualTo("busy");
            assertThat(response.headers()).containsEntry("Retry-After", "7");
        });
    }

    @Test
    void aHandlerOfTheCallersThatFailsFailsTheCall() {
        arm("response http status=503");
        client.failsInHandler = true;
        assertThatThrownBy(() -> client.call(REQUEST, orders)).hasMessage("the caller's own handler");
        assertThat(engine.engineErrors()).isZero();
    }

    @Test
    void anHttpErrorIsAStatusByDefault() throws Throwable {
        arm("error http status=429");
        assertThat(client.call(REQUEST, orders))
                .isInstanceOfSatisfying(
                        Effect.Response.class,
                        answer -> assertThat(answer.status()).isEqualTo(429));
    }

    @Test
    void anAsynchronousCallIsDeferredAndNeverSleptOn() throws Throwable {
        arm("latency http delay=500ms");
        AtomicReference<Object> future = new AtomicReference<>();
        assertThat(millis(() -> future.set(client.call(ASYNC, orders)))).isLessThan(500);
        assertThat(((CompletableFuture<?>) future.get()).get()).isEqualTo("real");
    }

    @Test
    void anAsynchronousCallFailsAndIsFreedLikeABlockingOne() throws Throwable {
        ArmedFault fault = arm("hang http");
        CompletableFuture<?> hanging = (CompletableFuture<?>) client.call(ASYNC, orders);
        assertThat(hanging).isNotDone();
        fault.close();
        assertThat(hanging.get()).isEqualTo("real");
        arm("error http kind=reset");
        CompletableFuture<?> failing = (CompletableFuture<?>) client.call(ASYNC, orders);
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("reset");
    }

    @Test
    void anAsynchronousCallThatItsCallerGivesUpHasSufferedTheFault() throws Throwable {
        ArmedFault fault = arm("hang http max=1");
        ((CompletableFuture<?>) client.call(ASYNC, orders)).cancel(true);
        assertThat(fault.injected()).isEqualTo(1);
        awaitEnd(fault);
        assertThat(fault.end()).contains(End.MAX);
    }

    @Test
    void anErrorOfOursLetsTheCallPassAndIsCounted() throws Throwable {
        arm("error jdbc");
        client.failsInside = true;
        assertThat(client.call(EXECUTE, orders)).isEqualTo("real");
        assertThat(engine.engineErrors()).isEqualTo(1);
        assertThat(engine.warnings()).singleElement().asString().contains("a bug of the adapter");
    }

    @Test
    void theTraceBeginsAtTheClientAndIsMarkedOnlyOnRequest() {
        arm("error jdbc");
        assertThatThrownBy(() -> client.call(EXECUTE, orders)).satisfies(failure -> {
            assertThat(failure.getStackTrace()[0].getClassName()).isEqualTo(FakeClient.class.getName());
            assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("call");
            assertThat(failure.getSuppressed()).isEmpty();
        });
        engine.stop();
        engine.arm(List.of(Fault.error(ErrorKind.DEADLOCK)
                .on(Target.jdbc("orders"))
                .named("marked")
                .marked()));
        assertThatThrownBy(() -> client.call(EXECUTE, orders))
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(InjectedFault.class));
    }

    @Test
    void anExceptionOfTheUsersOwnIsThrown() {
        engine.arm(List.of(Fault.error(() -> new ArithmeticException("mine")).on(Target.jdbc("orders"))));
        assertThatThrownBy(() -> client.call(EXECUTE, orders)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aScopeLimitsItsFaultToItsOwnCalls() throws Throwable {
        try (Scope scope = engine.openScope("mine")) {
            scope.arm(Fault.error(ErrorKind.DEADLOCK).on(Target.jdbc("orders")));
            assertThat(client.call(EXECUTE, orders)).isEqualTo("real");
            try (Scope.Binding bound = scope.bind()) {
                assertThatThrownBy(() -> client.call(EXECUTE, orders)).hasMessage("deadlock");
            }
            assertThat(client.call(EXECUTE, orders)).isEqualTo("real");
        }
        assertThat(engine.armed()).isEmpty();
        assertThat(ChaosGate.armed).isFalse();
    }

    @Test
    void aListenerHearsTheCallsOfItsScope() throws Throwable {
        List<CallRecord> heard = new ArrayList<>();
        try (Scope scope = engine.openScope("mine")) {
            scope.listen(new CallListener() {
                @Override
                public void ended(CallRecord call) {
                    heard.add(call);
                }
            });
            client.call(EXECUTE, orders);
            assertThat(heard).isEmpty();
            try (Scope.Binding bound = scope.bind()) {
                client.call(EXECUTE, orders, "statement=select ?");
            }
        }
        assertThat(heard).singleElement().satisfies(call -> {
            assertThat(call.call().services()).contains("orders");
            assertThat(call.call().details()).containsEntry("statement", "select ?");
            assertThat(call.failure()).isEmpty();
        });
        assertThat(engine.armed()).isEmpty();
    }

    @Test
    void aGateHoldsCallsUntilTheyAreReleased() throws Throwable {
        try (Scope scope = engine.openScope("mine")) {
            Gate gate = scope.gate(Target.jdbc("orders"));
            List<FutureTask<Object>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                FutureTask<Object> task = new FutureTask<>(scope.capture(() -> {
                    try {
                        return client.call(EXECUTE, orders);
                    } catch (Throwable failure) {
                        return failure;
                    }
                }));
                new Thread(task).start();
                calls.add(task);
            }
            assertThat(gate.awaitHeld(3, LONG)).isTrue();
            assertThat(calls).noneMatch(FutureTask::isDone);
            gate.release(2);
            assertThat(gate.held()).isEqualTo(1);
            gate.close();
            for (FutureTask<Object> call : calls) {
                assertThat(call.get()).isEqualTo("real");
            }
        }
    }

    @Test
    void aVirtualClockPassesAtOnce() throws Throwable {
        VirtualTime clock = new VirtualTime();
        try (Scope scope = engine.openScope("mine");
                Scope.Binding bound = scope.bind()) {
            scope.clock(clock);
            scope.arm(Fault.latency(LONG).on(Target.jdbc("orders")));
            assertThat(millis(() -> client.call(EXECUTE, orders))).isLessThan(1_000);
        }
        assertThat(clock.nanos()).isEqualTo(LONG.toNanos());
    }

    @Test
    void aCallIsRecordedWhileSomethingIsArmedForItAndExplained() throws Throwable {
        arm("observe *");
        client.call(EXECUTE, orders, "statement=select ?", "operation=read");
        client.call(EXECUTE, orders, "statement=select ?", "operation=read");
        engine.stop();
        assertThat(engine.calls()).singleElement().satisfies(row -> {
            assertThat(row.count()).isEqualTo(2);
            assertThat(row.services()).contains("orders");
            assertThat(row.detail()).isEqualTo("select ?");
        });
        assertThat(engine.explain(Fault.parse("latency jdbc orders match.operation=read"))
                        .hits())
                .isEqualTo(2);
        assertThat(engine.explain(Fault.parse("latency jdbc oders")).misses())
                .singleElement()
                .satisfies(miss -> assertThat(miss.condition()).isEqualTo("service"));
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
