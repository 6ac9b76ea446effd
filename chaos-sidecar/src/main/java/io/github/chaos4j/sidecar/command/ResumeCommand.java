package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code chaos resume}: resumes paused faults by id. */
@Command(name = "resume", description = "Resume paused faults.")
public final class ResumeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AgentOptions agent = new AgentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "ID", arity = "1..*", description = "The ids, as `chaos status` shows them.")
    private List<String> ids = new ArrayList<>();

    public ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        List<String> paths =
                ids.stream().map(id -> FaultPath.of(id) + "/resume").toList();
        AgentClient client = agent.connect(surroundings);
        EachInTurn each = new EachInTurn(terminal, output.isJson());
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            String path = paths.get(i);
            each.run(() -> {
                Answer answer = client.post(path, null);
                output.show(terminal, answer, () -> terminal.line("resumed " + terminal.bold(id)));
            });
        }
        return each.exitCode();
    }
}
