package io.github.chaos4j.api;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@link Chaos}: the engine of the agent in this JVM, or its text form when this class was
 * loaded twice. Not for applications to implement. Thread-safe.
 */
public interface ChaosRuntime {

    /**
     * Arms all of the faults or none.
     *
     * @throws InvalidFaultException  with every wrong field of every fault
     * @throws ChaosRefusedException if chaos is not allowed now, an id is taken or a cap is passed
     */
    List<ArmedFault> arm(List<Fault> faults);

    /** The faults that have not ended, oldest first. */
    List<ArmedFault> armed();

    /** Armed, or among the last 100 that ended. */
    Optional<ArmedFault> find(String id);

    /** The kill switch: ends every fault, frees every waiting call and held connection. */
    void stop();

    /** Chaos is allowed only while this says true too. */
    void allowWhile(BooleanSupplier condition);

    Scope openScope(String name);

    /** What {@code GET /chaos} answers, as JSON. */
    String status();

    /** Renews the leases of this owner, or those without one. Returns how many. */
    int heartbeat(@Nullable String owner);

    /** The counters of all faults since install, ended ones added up by their labels. */
    List<FaultCounters> counters();

    /** How many times something of the agent's failed and the call passed. */
    long engineErrors();
}
