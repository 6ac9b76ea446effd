package io.github.chaos4j.api.text;

import static io.github.chaos4j.api.FaultType.ERROR;
import static io.github.chaos4j.api.FaultType.EXHAUSTION;
import static io.github.chaos4j.api.FaultType.LATENCY;
import static io.github.chaos4j.api.FaultType.RESPONSE;
import static io.github.chaos4j.api.TargetKind.ANY;
import static io.github.chaos4j.api.TargetKind.HTTP;
import static io.github.chaos4j.api.TargetKind.JDBC;
import static io.github.chaos4j.api.TargetKind.POOL;
import static io.github.chaos4j.api.TargetKind.REDIS;

import io.github.chaos4j.api.Distribution;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.FaultType;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.api.TargetKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of the faults that the agent knows: which key goes with what. */
final class FaultKeys {
    static final KeyTable TABLE = new KeyTable(types(), words((Object[]) TargetKind.values()), keys());

    /** What a fault with an exception from the Java API is printed with; not to be read. */
    static final String CUSTOM = "custom";

    private FaultKeys() {}

    private static Map<String, Set<String>> types() {
        Map<String, Set<String>> types = new LinkedHashMap<>();
        for (FaultType type : FaultType.values()) {
            types.put(type.word(), Set.of());
        }
        types.put(RESPONSE.word(), new LinkedHashSet<>(words(HTTP, ANY)));
        types.put(EXHAUSTION.word(), Set.of(POOL.word()));
        return types;
    }

    private static List<Key> keys() {
        List<Key> keys = new ArrayList<>(List.of(
                Key.of("id", ValueKind.ID),
                Key.of("service", ValueKind.PATTERN),
                Key.of("delay", ValueKind.DURATION).types(LATENCY, ERROR, RESPONSE),
                Key.of("jitter", ValueKind.DURATION).types(LATENCY, RESPONSE),
                Key.of("distribution", ValueKind.word("a distribution", List.of(Distribution.values())))
                        .types(LATENCY, RESPONSE),
                Key.of("to", ValueKind.DURATION).types(LATENCY, RESPONSE),
                Key.of("status", ValueKind.number(100, 599))
                        .types(RESPONSE, ERROR)
                        .targets(HTTP, ANY),
                Key.of("header.", ValueKind.HEADER).types(RESPONSE),
                Key.of("body", ValueKind.TEXT).types(RESPONSE),
                Key.of("leave", ValueKind.number(0, Integer.MAX_VALUE)).types(EXHAUSTION),
                Key.of("mode", ValueKind.word("a mode", List.of(Effect.Exhaustion.Mode.values())))
                        .types(EXHAUSTION)));
        for (TargetKind target : TargetKind.values()) {
            keys.add(Key.of("kind", errorKind(target)).types(ERROR).targets(target));
        }
        addMatches(keys);
        keys.addAll(List.of(
                Key.of("rate", ValueKind.RATE),
                Key.of("every", ValueKind.count(1)),
                Key.of("after", ValueKind.count(0)),
                Key.of("max", ValueKind.count(1)),
                Key.of("script", ValueKind.SCRIPT),
                Key.of("seed", ValueKind.SEED),
                Key.of("duration", ValueKind.POSITIVE_DURATION),
                Key.of("lease", ValueKind.POSITIVE_DURATION),
                Key.of("owner", ValueKind.NAME),
                Key.of("mark", ValueKind.BOOLEAN)));
        return List.copyOf(keys);
    }

    private static void addMatches(List<Key> keys) {
        for (TargetKind target : List.of(JDBC, HTTP, REDIS, POOL)) {
            keys.add(Key.of("match.operation", ValueKind.word("an operation of " + target, operations(target)))
                    .targets(target));
        }
        for (String key : List.of("statement", "table")) {
            keys.add(Key.of("match." + key, ValueKind.PATTERN).targets(JDBC));
        }
        keys.add(Key.of("match.method", ValueKind.PATTERN).targets(HTTP));
        keys.add(Key.of("match.path", ValueKind.PATH).targets(HTTP));
        keys.add(Key.of("match.header.", ValueKind.PATTERN).targets(HTTP));
        for (String key : List.of("command", "key")) {
            keys.add(Key.of("match." + key, ValueKind.PATTERN).targets(REDIS));
        }
    }

    private static List<String> operations(TargetKind target) {
        List<String> words = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            if (operation.kind() == target) {
                words.add(operation.word());
            }
        }
        if (target == JDBC) {
            words.addAll(1, List.of("read", "write"));
        }
        return words;
    }

    private static ValueKind<ErrorKind> errorKind(TargetKind target) {
        List<ErrorKind> kinds = target == ANY ? List.of(ErrorKind.values()) : ErrorKind.of(target);
        ValueKind<ErrorKind> word = ValueKind.word("a kind of error of " + target, kinds);
        return text -> {
            if (text.equals(CUSTOM)) {
                throw new IllegalArgumentException("stands for an exception given in Java, which has no text: write "
                        + Suggestion.or(words(kinds.toArray())));
            }
            return word.read(text);
        };
    }

    private static List<String> words(Object... values) {
        return Arrays.stream(values).map(Object::toString).toList();
    }
}
