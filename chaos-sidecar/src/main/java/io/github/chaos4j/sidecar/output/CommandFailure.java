package io.github.chaos4j.sidecar.output;

import io.github.chaos4j.api.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command ends here: lines for stderr and the exit code. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;
    private final transient List<String> lines;
    private final @Nullable String answer;

    private CommandFailure(ExitCode exitCode, List<String> lines, @Nullable String answer) {
        super(String.join("\n", lines));
        this.exitCode = exitCode;
        this.lines = List.copyOf(lines);
        this.answer = answer;
    }

    public CommandFailure(ExitCode exitCode, String... lines) {
        this(exitCode, List.of(lines), null);
    }

    public CommandFailure(ExitCode exitCode, List<String> lines) {
        this(exitCode, lines, null);
    }

    public static CommandFailure of(ExitCode exitCode, List<FieldError> errors) {
        return new CommandFailure(
                exitCode, errors.stream().map(CommandFailure::line).toList(), null);
    }

    /** Keeps what the agent answered, for {@code --json}. */
    public CommandFailure withAnswer(String raw) {
        return new CommandFailure(exitCode, lines, raw);
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    public List<String> lines() {
        return lines;
    }

    /** The agent's raw answer on standard output if JSON is wanted, and in any case lines for people on stderr. */
    public void show(Terminal terminal, boolean json) {
        if (json && answer != null && !answer.isBlank()) {
            terminal.raw(answer);
        }
        lines.forEach(terminal::error);
    }

    /** Field, value and message; without what the message says already. */
    private static String line(FieldError error) {
        if (error.field().isEmpty() || error.message().startsWith(error.field())) {
            return error.message();
        }
        String value = error.value().isEmpty() ? "" : " \"" + error.value() + "\"";
        return error.field() + value + ": " + error.message();
    }
}
