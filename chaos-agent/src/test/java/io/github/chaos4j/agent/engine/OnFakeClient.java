package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.FakeClient.Connection;
import io.github.chaos4j.agent.gate.ChaosGate;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ArmedFault.State;
import io.github.chaos4j.api.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** An engine with a client of its own, both uninstalled after each test. */
@Timeout(20)
abstract class OnFakeClient {
    static final Duration LONG = Duration.ofMinutes(1);

    final FakeClient client = new FakeClient();
    final ChaosEngine engine = client.engine;
    final Connection orders = Connection.to("orders", "localhost:5432");

    @AfterEach
    void uninstall() {
        engine.close();
        ChaosGate.bind(null);
    }

    ArmedFault arm(String text) {
        return engine.arm(List.of(Fault.parse(text))).get(0);
    }

    static long millis(Callable call) throws Throwable {
        long start = System.nanoTime();
        call.run();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    interface Callable {
        void run() throws Throwable;
    }

    static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** The last injection ends a fault by the timer's thread. */
    static void awaitEnd(ArmedFault fault) {
        while (fault.state() != State.ENDED) {
            Thread.onSpinWait();
        }
    }

    FutureTask<Object> inBackground(int hook, Object self) {
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
}
