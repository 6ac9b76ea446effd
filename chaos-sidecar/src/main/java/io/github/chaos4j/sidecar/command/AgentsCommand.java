package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.api.text.Json;
import io.github.chaos4j.sidecar.agent.AgentAddress;
import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Table;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code chaos agents}: the agents of this machine. */
@Command(name = "agents", description = "List the agents of this machine, as far as this user may see them.")
public final class AgentsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private OutputOptions output = new OutputOptions();

    public AgentsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        List<AgentAddress> agents = surroundings.directory().list();
        if (output.isJson()) {
            terminal.raw(Json.write(agents.stream().map(AgentsCommand::fields).toList()));
        } else if (agents.isEmpty()) {
            terminal.line("no agent found in " + surroundings.directory().temporaryDirectory());
        } else {
            Table table = new Table("PID", "ANSWERS", "URL", "MAIN CLASS");
            agents.forEach(agent -> table.row(
                    Long.toString(agent.pid().orElse(0)),
                    isAlive(agent) ? terminal.green("yes") : terminal.red("no"),
                    agent.url().toString(),
                    agent.mainClass()));
            table.print(terminal);
        }
        return ExitCode.OK.number();
    }

    private static Map<String, Object> fields(AgentAddress agent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", agent.pid().orElse(0));
        fields.put("url", agent.url().toString());
        fields.put("mainClass", agent.mainClass());
        agent.findTokenFile().ifPresent(file -> fields.put("tokenFile", file.toString()));
        fields.put("answers", isAlive(agent));
        return fields;
    }

    private static boolean isAlive(AgentAddress agent) {
        return new AgentClient(agent, null).isAlive();
    }
}
