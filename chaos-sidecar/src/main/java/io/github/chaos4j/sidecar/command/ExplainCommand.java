package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.Table;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code chaos explain}: which of the observed calls a fault would have hit, and why not the others. */
@Command(
        name = "explain",
        description = "Say which observed calls a fault would have hit. Calls are observed while something is armed;"
                + " `observe * duration=30s` arms nothing else.",
        footer = {"", "Example:", "  chaos explain latency jdbc orders-db match.statement='select * from orders*'"})
public final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AgentOptions agent = new AgentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FAULT", description = "type target [service] (key=value)*", arity = "1..*")
    private List<String> words = new ArrayList<>();

    public ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        Map<String, Object> fault = FaultInput.words(words);
        Answer answer = agent.connect(surroundings).post("/chaos/explain", fault);
        output.show(terminal, answer, () -> show(answer.fields(), terminal));
        return ExitCode.OK.number();
    }

    private static void show(Fields explanation, Terminal terminal) {
        long hits = explanation.number("hits");
        String count = hits == 1 ? "1 observed call" : hits + " observed calls";
        terminal.line("would have hit " + (hits > 0 ? terminal.green(count) : terminal.yellow(count)));
        List<Fields> misses = explanation.list("misses");
        if (!misses.isEmpty()) {
            Table table = new Table("MISSES", "CONDITION", "WANTED", "SEEN");
            misses.forEach(miss ->
                    table.row(miss.text("count"), miss.text("condition"), miss.text("wanted"), miss.text("seen")));
            table.print(terminal);
        }
        explanation.find("hint").ifPresent(hint -> terminal.line("hint: " + hint));
    }
}
