package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.api.FaultType;
import io.github.chaos4j.api.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Loads on the arming thread what the first injection needs after its wait: a class loaded there would make the first
 * injected delay milliseconds too long.
 */
final class Warmth {
    private static volatile boolean isPrepared;

    private Warmth() {}

    static void prepare() {
        if (isPrepared) {
            return;
        }
        isPrepared = true;
        WaitSlot slot = new WaitSlot(List.of());
        slot.await(System.nanoTime() + 1, () -> null);
        InjectionLog log = new InjectionLog();
        log.add(new Injection(
                Instant.now(),
                "warmth",
                FaultType.OBSERVE,
                Operation.JDBC_EXECUTE,
                Set.of(),
                0,
                Injections.outcome(new Ending.Pass(0)),
                Thread.currentThread().getName()));
        new LatencyHistogram().record(1);
        StackTrim.trim(new Throwable());
    }
}
