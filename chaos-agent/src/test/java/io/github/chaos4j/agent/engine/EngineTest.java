package io.github.chaos4j.agent.engine;

import static io.github.chaos4j.agent.engine.FakeClient.ACQUIRE;
import static io.github.chaos4j.agent.engine.FakeClient.ASYNC;
import static io.github.chaos4j.agent.engine.FakeClient.EXECUTE;
import static io.github.chaos4j.agent.engine.FakeClient.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.engine.FakeClient.Connection;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.ArmedFault.State;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.InjectedFault;
import io.github.chaos4j.api.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What calls suffer. */
class EngineTest extends OnFakeClient {
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
    void aCommaSeparatesTablesButIsPartOfAStatement() throws Throwable {
        arm("error jdbc match.statement=\"b from t\"");
        assertThat(client.call(EXECUTE, orders, "statement=select a, b from t")).isEqualTo("real");
        arm("error jdbc match.statement=\"select a, b from t\"");
        assertThatThrownBy(() -> client.call(EXECUTE, orders, "statement=select a, b from t"))
                .isInstanceOf(FakeClient.Failed.class);
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
}
