package io.github.chaos4j.agent.engine;

import static io.github.chaos4j.agent.engine.FakeClient.EXECUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.api.CallListener;
import io.github.chaos4j.api.CallRecord;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Gate;
import io.github.chaos4j.api.Scope;
import io.github.chaos4j.api.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What belongs to a scope alone. */
class ScopeTest extends OnFakeClient {
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
}
