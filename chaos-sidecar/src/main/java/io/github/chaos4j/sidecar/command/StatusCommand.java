package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.Table;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chaos status}: what one agent says about itself. */
@Command(name = "status", description = "Show an agent's gate, clients, faults and warnings.")
public final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AgentOptions agent = new AgentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--verify",
            description = "Have the agent check its weaving now; exit code 7 if it does not work as it should.")
    private boolean verify;

    public StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        AgentClient client = agent.connect(surroundings);
        Answer answer = client.get(verify ? "/chaos?verify=true" : "/chaos");
        output.show(terminal, answer, () -> show(client, answer.fields(), terminal));
        boolean failed =
                verify && answer.fields().fields("selfCheck").text("state").equals("failed");
        return (failed ? ExitCode.NOT_VERIFIED : ExitCode.OK).number();
    }

    private void show(AgentClient client, Fields status, Terminal terminal) {
        Fields gate = status.fields("gate");
        String reason = gate.find("reason").map(why -> ": " + why).orElse("");
        terminal.line("agent    " + client.address() + ", version " + status.text("version"));
        terminal.line("gate     " + terminal.state(gate.isTrue("open") ? "open" : "closed") + reason);
        Fields check = status.fields("selfCheck");
        check.find("state")
                .ifPresent(state -> terminal.line("weaving  " + terminal.state(state)
                        + check.find("reason").map(why -> ": " + why).orElse("")));
        terminal.line("");
        clients(status.list("clients"), terminal);
        terminal.line("");
        FaultView.table(status.list("faults"), terminal);
        status.texts("warnings").forEach(terminal::warning);
    }

    private static void clients(List<Fields> clients, Terminal terminal) {
        List<Fields> seen = clients.stream().filter(client -> !isUnseen(client)).toList();
        if (!seen.isEmpty()) {
            Table table = new Table("CLIENT", "ADAPTER", "WOVEN");
            seen.forEach(client -> table.row(
                    client.text("name"),
                    terminal.state(client.text("adapter"))
                            + client.find("reason").map(why -> ": " + why).orElse(""),
                    woven(client.texts("woven"))));
            table.print(terminal);
        }
        List<String> unseen = clients.stream()
                .filter(StatusCommand::isUnseen)
                .map(client -> client.text("name"))
                .toList();
        if (!unseen.isEmpty()) {
            terminal.line(terminal.faint("not seen in this process: " + String.join(", ", unseen)));
        }
    }

    private static boolean isUnseen(Fields client) {
        return client.texts("woven").isEmpty() && client.text("adapter").equals("unloaded");
    }

    private static String woven(List<String> classes) {
        String more = classes.size() > 1 ? " and " + (classes.size() - 1) + " more" : "";
        return classes.isEmpty() ? "-" : classes.get(0) + more;
    }
}
