package io.github.chaos4j.agent.engine;

import io.github.chaos4j.agent.engine.EngineControl.Explanation;
import io.github.chaos4j.agent.engine.EngineControl.Explanation.Miss;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.api.Call;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a fault against the calls observed: how many it would hit, and what the others miss by. */
final class Explainer {
    private static final int MAX_MISSES = 50;

    private final Fault fault;
    private final FaultMatch match;
    private final Map<FaultMatch.Miss, Long> misses = new LinkedHashMap<>();
    private long hits;

    Explainer(Fault fault) {
        this.fault = fault;
        this.match = new FaultMatch(fault);
    }

    Explanation explain(List<CallLog.Row> observed) {
        observed.forEach(this::hold);
        List<Miss> told = misses.entrySet().stream()
                .sorted(Map.Entry.<FaultMatch.Miss, Long>comparingByValue().reversed())
                .limit(MAX_MISSES)
                .map(miss -> new Miss(
                        miss.getValue(),
                        miss.getKey().condition(),
                        miss.getKey().wanted(),
                        miss.getKey().seen()))
                .toList();
        return new Explanation(hits, told, hint(observed));
    }

    private void hold(CallLog.Row row) {
        Call call = row.sample();
        long count = row.count().sum();
        FaultMatch.Miss miss = miss(call);
        if (miss == null) {
            hits += count;
        } else {
            misses.merge(miss, count, Long::sum);
        }
    }

    private FaultMatch.@Nullable Miss miss(Call call) {
        if (!match.operations().contains(call.operation())) {
            return new FaultMatch.Miss("operation", words(), word(call.operation()));
        }
        if (!match.names(call.services())) {
            return match.serviceMiss(call.services());
        }
        Details details = new Observed(call);
        return match.matches(details) ? null : match.miss(details);
    }

    private String words() {
        return match.operations().stream().map(Explainer::word).collect(Collectors.joining(", "));
    }

    private static String word(Operation operation) {
        return operation.kind().word() + " " + operation.word();
    }

    private String hint(List<CallLog.Row> observed) {
        if (observed.isEmpty()) {
            return "nothing has been observed: arm \"observe * duration=30s\", let the service work, and ask again";
        }
        if (hits > 0) {
            return hits + " of the calls observed would be hit";
        }
        List<String> conditions = new ArrayList<>(misses.keySet().stream()
                .map(FaultMatch.Miss::condition)
                .distinct()
                .toList());
        if (conditions.contains("service")) {
            List<String> names = observed.stream()
                    .filter(row -> match.operations().contains(row.sample().operation()))
                    .flatMap(row -> row.sample().services().stream())
                    .distinct()
                    .toList();
            return "no call observed goes to \"" + fault.target().service() + "\"; seen: " + String.join(", ", names);
        }
        return "no call observed would be hit: see the misses for what to change";
    }

    /** The details of an observed call, of which literals were not kept. */
    private record Observed(Call call) implements Details {
        @Override
        public @Nullable String get(String key) {
            return call.details().get(key);
        }

        @Override
        public Map<String, String> all() {
            return call.details();
        }
    }
}
