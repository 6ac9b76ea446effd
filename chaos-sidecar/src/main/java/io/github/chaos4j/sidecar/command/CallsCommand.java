package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.Table;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code chaos calls}: what the application called while something was armed. */
@Command(
        name = "calls",
        description = "Show the calls observed while something was armed; `chaos arm observe '*' duration=30s`"
                + " disturbs none.")
public final class CallsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AgentOptions agent = new AgentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public CallsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        Answer answer = agent.connect(surroundings).get("/chaos/calls");
        output.show(terminal, answer, () -> show(answer, terminal));
        return ExitCode.OK.number();
    }

    private static void show(Answer answer, Terminal terminal) {
        Fields fields = answer.fields();
        List<Fields> calls = answer.objects("calls");
        if (calls.isEmpty()) {
            terminal.line("no call was observed");
        } else {
            Table table = new Table("OPERATION", "SERVICE", "COUNT", "ERRORS", "P50", "P99", "MAX", "WHAT");
            calls.forEach(call -> table.row(
                    call.text("operation"),
                    String.join(", ", call.texts("services")),
                    call.text("count"),
                    call.text("errors"),
                    call.text("p50"),
                    call.text("p99"),
                    call.text("max"),
                    call.text("detail")));
            table.print(terminal);
        }
        fields.find("observedFor").ifPresent(time -> terminal.line("observed for " + time));
        fields.find("hint").ifPresent(hint -> terminal.line("hint: " + hint));
    }
}
