package io.github.chaos4j.api;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a fault does, with its parameters. Immutable. */
public sealed interface Effect {

    FaultType type();

    /** The call takes longer by a draw of the delay, never beyond the caller's own timeout. */
    record Latency(Delay delay) implements Effect {
        @Override
        public FaultType type() {
            return FaultType.LATENCY;
        }
    }

    /**
     * The call fails.
     *
     * @param kind      which failure, or null for the default of each target
     * @param status    the status of {@link ErrorKind#STATUS}, or null for 503
     * @param delay     what {@code timeout} waits where the caller has no timeout of its own, or null for
     *                  {@link Delay#DEFAULT}
     * @param exception an exception of the user's own; only the Java API can give one
     */
    record Failure(
            @Nullable ErrorKind kind,
            @Nullable Integer status,
            @Nullable Duration delay,
            @Nullable Supplier<? extends Throwable> exception)
            implements Effect {
        @Override
        public FaultType type() {
            return FaultType.ERROR;
        }

        /** The failure of a call of this kind, or empty if such calls cannot fail so. */
        public Optional<ErrorKind> kindFor(TargetKind target) {
            ErrorKind meant = kind == null ? ErrorKind.defaultFor(target) : kind;
            return meant.appliesTo(target) ? Optional.of(meant) : Optional.empty();
        }
    }

    /** The call gets no answer until the fault ends or the caller's own timeout does. */
    record Hang() implements Effect {
        @Override
        public FaultType type() {
            return FaultType.HANG;
        }
    }

    /**
     * An HTTP call gets this answer, after the delay, and never reaches the server.
     *
     * @param status  100 to 599
     * @param headers names as written, one value each
     * @param body    the text of the body, or null for none
     */
    record Response(
            int status,
            SortedMap<String, String> headers,
            @Nullable String body,
            @Nullable Delay delay) implements Effect {
        public Response {
            SortedMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            copy.putAll(headers);
            headers = Collections.unmodifiableSortedMap(copy);
        }

        public static Response of(int status) {
            return new Response(status, new TreeMap<>(Map.of()), null, null);
        }

        @Override
        public FaultType type() {
            return FaultType.RESPONSE;
        }
    }

    /**
     * The connections of a pool are all in use.
     *
     * @param leave how many connections the application keeps, ≥ 0
     * @param mode  whether connections are really held
     */
    record Exhaustion(int leave, Mode mode) implements Effect {
        /** Real: a thread of the agent borrows and holds. Simulated: the caller waits and is refused. */
        public enum Mode {
            REAL("real"),
            SIMULATED("simulated");

            private final String word;

            Mode(String word) {
                this.word = word;
            }

            public String word() {
                return word;
            }

            @Override
            public String toString() {
                return word;
            }
        }

        @Override
        public FaultType type() {
            return FaultType.EXHAUSTION;
        }
    }

    /** Nothing happens to the call; it is recorded. */
    record Observe() implements Effect {
        @Override
        public FaultType type() {
            return FaultType.OBSERVE;
        }
    }
}
