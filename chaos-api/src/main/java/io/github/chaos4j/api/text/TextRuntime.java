package io.github.chaos4j.api.text;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The asking side of {@link TextProtocol}: the engine as a copy of the API sees it that a child-first loader
 * loaded a second time. Thread-safe.
 */
public final class TextRuntime implements ChaosRuntime {
    private final UnaryOperator<String> control;

    /** @param control from request to answer */
    public TextRuntime(UnaryOperator<String> control) {
        this.control = control;
    }

    /** The engine behind the gate of this JVM; empty if there is no gate or no engine is bound to it. */
    @SuppressWarnings("unchecked") // the type of the field is part of the protocol
    public static Optional<ChaosRuntime> through(String gateClass, @Nullable ClassLoader loader) {
        try {
            Object control = Class.forName(gateClass, false, loader)
                    .getField(TextProtocol.GATE_FIELD)
                    .get(null);
            return control == null ? Optional.empty() : Optional.of(new TextRuntime((UnaryOperator<String>) control));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    @Override
    public List<ArmedFault> arm(List<Fault> faults) {
        FaultText.check(faults);
        List<String> lines = new ArrayList<>();
        for (Fault fault : faults) {
            if (fault.effect() instanceof Effect.Failure failure && failure.exception() != null) {
                throw unsupported("exception", "an exception of one's own");
            }
            lines.add("arm " + fault);
        }
        return lines.isEmpty() ? List.of() : faults(ask(String.join("\n", lines)));
    }

    @Override
    public List<ArmedFault> armed() {
        return faults(ask("faults"));
    }

    @Override
    public Optional<ArmedFault> find(String id) {
        try {
            return Optional.of(faults(ask("fault " + id)).get(0));
        } catch (ChaosRefusedException e) {
            if (e.reason() == Reason.UNKNOWN_ID) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void stop() {
        ask("stop");
    }

    @Override
    public void allowWhile(BooleanSupplier condition) {
        String key = "io.github.chaos4j.allow." + UUID.randomUUID();
        System.getProperties().put(key, condition);
        try {
            ask("allow " + key);
        } finally {
            System.getProperties().remove(key);
        }
    }

    @Override
    public Scope openScope(String name) {
        throw unsupported("scope", "a scope");
    }

    @Override
    public String status() {
        return ask("status").get(0).get(0);
    }

    @Override
    public int heartbeat(@Nullable String owner) {
        return Integer.parseInt(
                ask(owner == null ? "heartbeat" : "heartbeat " + owner).get(0).get(0));
    }

    @Override
    public List<FaultCounters> counters() {
        return ask("counters").stream()
                .map(cells -> new FaultCounters(
                        cells.get(0),
                        cells.get(1),
                        cells.get(2),
                        cells.get(3),
                        Long.parseLong(cells.get(4)),
                        Long.parseLong(cells.get(5)),
                        Long.parseLong(cells.get(6)),
                        Long.parseLong(cells.get(7)),
                        Boolean.parseBoolean(cells.get(8))))
                .toList();
    }

    @Override
    public long engineErrors() {
        return Long.parseLong(ask("errors").get(0).get(0));
    }

    /** The rows of the answer. */
    List<List<String>> ask(String request) {
        String answer = control.apply(request);
        List<List<String>> rows = TextProtocol.rows(answer);
        String head = answer.lines().findFirst().orElse("");
        if (head.equals(TextProtocol.OK)) {
            return rows;
        }
        List<FieldError> errors = rows.stream()
                .map(cells -> new FieldError(cells.get(0), cells.get(1), cells.get(2)))
                .toList();
        String reason = head.substring(head.indexOf(' ') + 1);
        for (Reason known : Reason.values()) {
            if (known.name().equals(reason)) {
                throw new ChaosRefusedException(known, errors.get(0));
            }
        }
        if (reason.equals(TextProtocol.INVALID)) {
            throw new InvalidFaultException(errors);
        }
        throw new IllegalStateException(answer);
    }

    private List<ArmedFault> faults(List<List<String>> rows) {
        return rows.stream()
                .<ArmedFault>map(cells -> new TextFault(this, cells))
                .toList();
    }

    private static ChaosRefusedException unsupported(String field, String what) {
        return new ChaosRefusedException(
                Reason.UNSUPPORTED,
                new FieldError(
                        field,
                        "",
                        what + " needs the agent's own copy of chaos-api, but this one was loaded a second time by "
                                + TextRuntime.class.getClassLoader()
                                + ": leave io.github.chaos4j.api to the parent loader"));
    }
}
