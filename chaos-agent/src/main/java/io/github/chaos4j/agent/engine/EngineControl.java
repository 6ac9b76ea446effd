package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.InvalidFaultException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The engine as the control plane sees it. Thread-safe. Methods that arm throw {@link InvalidFaultException}
 * or {@link ChaosRefusedException}; those that take an id throw the latter for an unknown one.
 */
public interface EngineControl extends ChaosRuntime {

    /** Arms all or none. */
    List<ArmedFault> arm(List<Fault> faults, Actor by);

    /** Arms the fault; one of the same id ends as replaced in the same step. */
    ArmedFault replace(Fault fault, Actor by);

    /** All that {@link #arm} would refuse, and nothing else. */
    void check(List<Fault> faults);

    /** Ends one, as disarmed or for the reason given; without effect on one that has ended. */
    void end(String id, ArmedFault.End why, Actor by);

    /** Ends all: the kill switch. */
    void stop(ArmedFault.End why, Actor by);

    void change(String id, Change change, Actor by);

    /**
     * Why nothing may be armed now, by {@link Consent#latestRefusal} or a condition of the application; empty if
     * something may.
     */
    Optional<String> refusal();

    /** Those not ended, oldest first, then the last 100 ended, latest first. */
    List<ArmedFault> all();

    /** At most 1,000 rows. */
    List<CallRow> calls();

    /** For how long calls have been recorded. */
    Duration observedFor();

    Explanation explain(Fault fault);

    /** The latest injections, newest first, at most 100. */
    List<Injection> recent();

    List<ClientStatus> clients();

    /** What is wrong now, and the cause of each of the {@link #engineErrors} once. */
    List<String> warnings();

    void listen(EngineListener listener);

    /** What may be changed in an armed fault; null leaves it. */
    record Change(
            @Nullable Boolean active,
            @Nullable Double rate,
            @Nullable Duration remaining) {}

    /** One row of {@code GET /chaos/calls}. Quantiles in nanoseconds. */
    record CallRow(
            String operation,
            Set<String> services,
            String detail,
            long count,
            long errors,
            long p50,
            long p99,
            long max) {}

    /** How a fault would have fared over the calls observed. */
    record Explanation(long hits, List<Miss> misses, String hint) {
        /** So many calls missed because of this condition. */
        public record Miss(long count, String condition, String wanted, String seen) {}
    }

    /**
     * @param adapter {@code ready}, {@code unloaded} or {@code unavailable}
     * @param reason  why it is unavailable; empty otherwise
     */
    record ClientStatus(String name, List<String> woven, String adapter, String reason) {}

    /** The state of the agent for {@code GET /chaos}: version, self-check and so on, by the agent itself. */
    interface About {
        Map<String, Object> fields();

        /** The same after another self-check, for {@code ?verify=true}. May take a while. */
        default Map<String, Object> verified() {
            return fields();
        }
    }
}
