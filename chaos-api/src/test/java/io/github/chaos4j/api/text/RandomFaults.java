package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Distribution;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Effect.Exhaustion;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultType;
import io.github.chaos4j.api.Lease;
import io.github.chaos4j.api.Operation;
import io.github.chaos4j.api.Script;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.api.TargetKind;
import io.github.chaos4j.api.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Valid faults, drawn with every key and with nasty texts. The same seed gives the same faults. */
final class RandomFaults {
    private static final List<String> PIECES = List.of(
            "orders",
            "*",
            "\\*",
            " ",
            "=",
            "\"",
            "\\",
            "\n",
            "\t",
            "\r",
            "{}",
            "/",
            "é",
            "\u2028",
            "😀",
            "#",
            ";",
            "\u0000",
            "regex",
            "a=b",
            "%",
            "\\n",
            "select * from x",
            "'",
            ",",
            "|");

    private final Random random;

    RandomFaults(long seed) {
        random = new Random(seed);
    }

    Fault next() {
        Effect effect = effect(one(FaultType.values()));
        TargetKind target = target(effect);
        return new Fault(
                maybe(this::id),
                effect,
                target(target, effect),
                trigger(effect),
                duration(1),
                maybe(() -> new Lease(duration(1), maybe(this::text))),
                random.nextBoolean());
    }

    Random random() {
        return random;
    }

    private Effect effect(FaultType type) {
        return switch (type) {
            case LATENCY -> new Effect.Latency(delay());
            case ERROR -> failure();
            case HANG -> new Effect.Hang();
            case RESPONSE ->
                new Effect.Response(100 + random.nextInt(500), headers(), maybe(this::body), maybe(this::delay));
            case EXHAUSTION -> exhaustion(one(Exhaustion.Mode.values()));
            case OBSERVE -> new Effect.Observe();
        };
    }

    private Effect exhaustion(Exhaustion.Mode mode) {
        return new Exhaustion(mode == Exhaustion.Mode.REAL ? random.nextInt(100) : 0, mode);
    }

    private Effect failure() {
        ErrorKind kind = maybe(() -> one(ErrorKind.values()));
        boolean waits = kind == ErrorKind.TIMEOUT || kind == ErrorKind.CONNECT_TIMEOUT;
        return new Effect.Failure(
                kind,
                kind == ErrorKind.STATUS ? maybe(() -> 100 + random.nextInt(500)) : null,
                waits ? maybe(() -> duration(0)) : null,
                null);
    }

    private TargetKind target(Effect effect) {
        while (true) {
            TargetKind target = one(TargetKind.values());
            boolean fits = switch (effect.type()) {
                case RESPONSE -> target == TargetKind.HTTP || target == TargetKind.ANY;
                case EXHAUSTION -> target == TargetKind.POOL;
                case ERROR -> {
                    ErrorKind kind = ((Effect.Failure) effect).kind();
                    yield kind == null || target == TargetKind.ANY || kind.appliesTo(target);
                }
                default -> true;
            };
            if (fits) {
                return target;
            }
        }
    }

    private Target target(TargetKind kind, Effect effect) {
        Target target = Target.of(kind, maybe(this::text));
        List<String> keys = switch (kind) {
            case ANY -> List.of();
            case JDBC -> List.of("operation", "statement", "table");
            case HTTP -> List.of("operation", "method", "path", "header.X-Tenant", "header.accept");
            case REDIS -> List.of("operation", "command", "key");
            case POOL -> List.of("operation");
        };
        for (String key : keys) {
            if (random.nextBoolean()) {
                target = target.where(key, key.equals("operation") ? operation(kind, effect) : text());
            }
        }
        return target;
    }

    private String operation(TargetKind kind, Effect effect) {
        while (true) {
            String word = operation(kind);
            Optional<Operation> operation = Operation.of(kind, word);
            boolean fits = operation.isEmpty()
                    || !operation.get().isConnect()
                    || switch (effect.type()) {
                        case RESPONSE -> false;
                        case ERROR ->
                            ((Effect.Failure) effect)
                                    .kindFor(kind)
                                    .filter(error -> error.appliesTo(operation.get()))
                                    .isPresent();
                        default -> true;
                    };
            if (fits) {
                return word;
            }
        }
    }

    private String operation(TargetKind kind) {
        return switch (kind) {
            case JDBC -> one("execute", "read", "write", "connect", "prepare", "commit", "rollback");
            case HTTP -> one("request", "connect");
            case REDIS -> one("command", "connect");
            default -> "acquire";
        };
    }

    private Trigger trigger(Effect effect) {
        Long seed = maybe(random::nextLong);
        if (effect instanceof Exhaustion exhaustion && exhaustion.mode() == Exhaustion.Mode.REAL) {
            return new Trigger(1, null, 0, null, null, seed);
        }
        long after = random.nextBoolean() ? 0 : random.nextInt(1_000);
        Long max = maybe(() -> 1L + random.nextInt(1_000));
        if (random.nextBoolean()) {
            List<Boolean> steps = IntStream.rangeClosed(0, random.nextInt(10))
                    .mapToObj(i -> random.nextBoolean())
                    .toList();
            return new Trigger(1, null, after, max, new Script(steps, random.nextBoolean()), seed);
        }
        double rate = random.nextBoolean() ? 1 : 1 - random.nextDouble() * random.nextDouble();
        return new Trigger(rate, maybe(() -> 1L + random.nextInt(50)), after, max, null, seed);
    }

    private Delay delay() {
        Duration jitter = maybe(() -> duration(0));
        return new Delay(
                duration(0),
                jitter,
                jitter == null ? null : maybe(() -> one(Distribution.values())),
                maybe(() -> duration(0)));
    }

    private SortedMap<String, String> headers() {
        SortedMap<String, String> headers = new TreeMap<>();
        for (String name : List.of("Retry-After", "x-a", "Set-Cookie")) {
            if (random.nextBoolean()) {
                headers.put(name, random.nextBoolean() ? "7" : "a b; c=\"d\"");
            }
        }
        return headers;
    }

    private Duration duration(long atLeast) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofNanos(atLeast + random.nextInt(2_000_000_000));
            case 1 -> Duration.ofMillis(atLeast + random.nextInt(20_000));
            case 2 -> Duration.ofSeconds(atLeast + random.nextInt(10_000));
            default -> Duration.ofHours(atLeast + random.nextInt(100)).plusMillis(random.nextInt(3_600_000));
        };
    }

    private String id() {
        return "f" + random.nextInt(1_000) + "._-Z";
    }

    /** Not blank; a service, a pattern or an owner. */
    private String text() {
        return random.nextInt(10) == 0 ? "regex:a(b|c)*\\d+ \"x\"" : body() + "x";
    }

    private String body() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(one(PIECES.toArray(String[]::new)));
        }
        return text.toString();
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextBoolean() ? null : value.get();
    }

    @SafeVarargs
    private <T> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
