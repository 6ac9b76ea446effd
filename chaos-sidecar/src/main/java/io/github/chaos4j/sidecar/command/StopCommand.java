package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chaos stop}: the kill switch of one agent, or of all of this machine. */
@Command(
        name = "stop",
        description = "End every fault at once, free every waiting call and held connection. The agent goes on.")
public final class StopCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AgentOptions agent = new AgentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--latch", description = "Also close the gate, so that nothing can be armed until it is reopened.")
    private boolean latch;

    @Option(names = "--all", description = "In every agent of this machine; goes on where one does not answer.")
    private boolean all;

    public StopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        List<AgentClient> agents = all ? agent.connectAll(surroundings) : List.of(agent.connect(surroundings));
        EachInTurn each = new EachInTurn(terminal, output.isJson());
        for (AgentClient client : agents) {
            each.run(() -> {
                Answer answer = client.post("/chaos/stop", latch ? Map.of("latch", true) : null);
                output.show(
                        terminal,
                        answer,
                        () -> terminal.line(
                                "stopped " + client.address() + ": " + ended(answer) + (latch ? ", gate closed" : "")));
            });
        }
        return each.exitCode();
    }

    private static String ended(Answer answer) {
        long ended = answer.fields().number("ended");
        return ended == 1 ? "1 fault ended" : ended + " faults ended";
    }
}
