package io.github.chaos4j.api;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The facade of the agent in this JVM. Thread-safe.
 *
 * <pre>{@code
 * try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(jdbc("orders-db").reads()))) {
 *     …
 * }
 * }</pre>
 */
public final class Chaos {

    private Chaos() {}

    /** Whether an agent is installed in this JVM. */
    public static boolean isAvailable() {
        return RuntimeBinding.find().isPresent();
    }

    /**
     * Arms a fault for every call of the JVM that matches.
     *
     * @throws InvalidFaultException  with every wrong field
     * @throws ChaosRefusedException if chaos is not allowed now, the id is taken or a cap is passed
     * @throws IllegalStateException  if no agent is installed
     */
    public static ArmedFault arm(Fault fault) {
        return arm(List.of(fault)).get(0);
    }

    /** Arms all of the faults or none. */
    public static List<ArmedFault> arm(List<Fault> faults) {
        return RuntimeBinding.get().arm(faults);
    }

    /** The faults that have not ended, oldest first. */
    public static List<ArmedFault> armed() {
        return RuntimeBinding.get().armed();
    }

    /** Armed, or among the last 100 that ended. */
    public static Optional<ArmedFault> find(String id) {
        return RuntimeBinding.get().find(id);
    }

    /** The kill switch: ends every fault, frees every waiting call and held connection. */
    public static void stop() {
        RuntimeBinding.get().stop();
    }

    /**
     * Chaos is allowed only while the condition says true as well; asked at every arming and each second while
     * something is armed. A condition that throws says false. Without an agent it does nothing, so that an
     * application may bind its feature flag unconditionally.
     */
    public static void allowWhile(BooleanSupplier condition) {
        RuntimeBinding.find().ifPresent(runtime -> runtime.allowWhile(condition));
    }

    public static Scope openScope(String name) {
        return RuntimeBinding.get().openScope(name);
    }

    /** What {@code GET /chaos} answers, as JSON. */
    public static String status() {
        return RuntimeBinding.get().status();
    }

    /**
     * Renews the leases of this owner, or with null those without one.
     *
     * @return how many
     */
    public static int heartbeat(@Nullable String owner) {
        return RuntimeBinding.get().heartbeat(owner);
    }

    /** The counters of all faults since install, one element per label set; empty without an agent. */
    public static List<FaultCounters> counters() {
        return RuntimeBinding.find().map(ChaosRuntime::counters).orElse(List.of());
    }

    /** How many times something of the agent's failed and the call passed; 0 without an agent. */
    public static long engineErrors() {
        return RuntimeBinding.find().map(ChaosRuntime::engineErrors).orElse(0L);
    }
}
