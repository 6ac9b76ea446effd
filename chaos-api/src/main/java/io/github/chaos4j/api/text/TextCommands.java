package io.github.chaos4j.api.text;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.ChaosRefusedException;
import io.github.chaos4j.api.ChaosRefusedException.Reason;
import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.FaultCounters;
import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.InvalidFaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The answering side of {@link TextProtocol}, which the agent binds to the gate. Thread-safe. */
public final class TextCommands {
    private final ChaosRuntime runtime;

    private TextCommands(ChaosRuntime runtime) {
        this.runtime = runtime;
    }

    /** Carries a request out. Throws nothing: what fails is answered. */
    public static String answer(String request, ChaosRuntime runtime) {
        try {
            List<String> rows = new TextCommands(runtime).carryOut(request);
            return rows.isEmpty() ? TextProtocol.OK : TextProtocol.OK + "\n" + String.join("\n", rows);
        } catch (InvalidFaultException e) {
            return error(TextProtocol.INVALID, e.errors());
        } catch (ChaosRefusedException e) {
            return error(e.reason().name(), List.of(e.error()));
        } catch (RuntimeException e) {
            return error(TextProtocol.FAILED, List.of(new FieldError("command", "", "the agent failed: " + e)));
        }
    }

    private static String error(String reason, List<FieldError> errors) {
        StringBuilder answer = new StringBuilder(TextProtocol.ERROR + " " + reason);
        for (FieldError error : errors) {
            answer.append('\n').append(TextProtocol.row(error.field(), error.value(), error.message()));
        }
        return answer.toString();
    }

    private List<String> carryOut(String request) {
        List<String> lines = request.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        String command = lines.isEmpty() ? "" : lines.get(0).split(" ", 2)[0];
        if (command.equals("arm")) {
            return faults(runtime.arm(FaultText.parseAll(String.join("\n", shortForms(lines)))));
        }
        if (lines.size() > 1) {
            throw invalid("command", request, "has several lines: only arm may have");
        }
        String rest =
                lines.isEmpty() ? "" : lines.get(0).substring(command.length()).strip();
        String[] words = rest.split(" ", 2);
        return switch (command) {
            case "disarm" -> change(rest, ArmedFault::close);
            case "pause" -> change(rest, ArmedFault::pause);
            case "resume" -> change(rest, ArmedFault::resume);
            case "rate" -> change(words[0], fault -> fault.rate(value("rate", words, ValueKind.RATE)));
            case "remaining" ->
                change(words[0], fault -> fault.remaining(value("duration", words, ValueKind.POSITIVE_DURATION)));
            case "fault" -> List.of(fault(find(rest)));
            default -> ofWhole(command, rest);
        };
    }

    /** The commands that are about no single fault. */
    private List<String> ofWhole(String command, String rest) {
        return switch (command) {
            case "faults" -> faults(runtime.armed());
            case "stop" -> {
                runtime.stop();
                yield List.of();
            }
            case "status" -> List.of(TextProtocol.row(runtime.status()));
            case "heartbeat" -> List.of(TextProtocol.row(runtime.heartbeat(rest.isEmpty() ? null : rest)));
            case "counters" ->
                runtime.counters().stream().map(TextCommands::counters).toList();
            case "errors" -> List.of(TextProtocol.row(runtime.engineErrors()));
            case "allow" -> allow(rest);
            case "version" -> List.of(TextProtocol.row(TextProtocol.VERSION));
            default ->
                throw invalid(
                        "command",
                        command,
                        "is not a command of version " + TextProtocol.VERSION
                                + ": use the same version of chaos-api and agent");
        };
    }

    private static List<String> shortForms(List<String> lines) {
        List<String> shortForms = new ArrayList<>();
        for (String line : lines) {
            if (!line.startsWith("arm ")) {
                throw invalid("command", line, "follows an arm: write arm in each of several lines");
            }
            shortForms.add(line.substring("arm ".length()));
        }
        return shortForms;
    }

    private List<String> change(String id, Consumer<ArmedFault> change) {
        ArmedFault fault = find(id);
        change.accept(fault);
        return List.of(fault(fault));
    }

    private ArmedFault find(String id) {
        return runtime.find(id)
                .orElseThrow(() -> new ChaosRefusedException(
                        Reason.UNKNOWN_ID, FieldValues.error("id", id, "is no fault: faults lists those armed")));
    }

    private static <T> T value(String key, String[] words, ValueKind<T> kind) {
        String text = words.length == 2 ? words[1] : "";
        try {
            return kind.read(text);
        } catch (IllegalArgumentException e) {
            throw invalid(key, text, String.valueOf(e.getMessage()));
        }
    }

    private List<String> allow(String key) {
        if (!(System.getProperties().get(key) instanceof BooleanSupplier condition)) {
            throw invalid(
                    "allow", key, "names no condition: put a BooleanSupplier under it into the system properties");
        }
        System.getProperties().remove(key);
        runtime.allowWhile(condition);
        return List.of();
    }

    private static InvalidFaultException invalid(String key, String value, String why) {
        return new InvalidFaultException(List.of(FieldValues.error(key, value, why)));
    }

    private static List<String> faults(List<ArmedFault> faults) {
        return faults.stream().map(TextCommands::fault).toList();
    }

    private static String fault(ArmedFault fault) {
        return TextProtocol.row(
                fault.id(),
                fault.state(),
                fault.end().map(Enum::name).orElse(""),
                fault.armedAt(),
                fault.remaining(),
                fault.matched(),
                fault.injected(),
                fault.lastMiss().orElse(""),
                fault.fault());
    }

    private static String counters(FaultCounters counters) {
        return TextProtocol.row(
                counters.fault(),
                counters.type(),
                counters.target(),
                counters.service(),
                counters.injections(),
                counters.matched(),
                counters.delays(),
                counters.delayNanos(),
                counters.armed());
    }
}
