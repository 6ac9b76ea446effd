package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code chaos arm}: arms faults in one agent and returns; each ends by itself. */
@Command(
        name = "arm",
        description = "Arm a fault. It ends by itself after its duration (default 10m).",
        footer = {
            "",
            "Examples:",
            "  chaos arm latency jdbc orders-db delay=200ms duration=5m",
            "  chaos arm error http product kind=reset rate=50%% id=flaky-product",
            "  chaos arm response http product status=503 header.Retry-After=7",
            "  chaos arm --file faults.yaml"
        })
public final class ArmCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private AgentOptions agent = new AgentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description =
                    "Short forms, YAML or JSON; - is standard input. All of the file's faults are armed, or none.")
    private @Nullable String file;

    @Option(names = "--dry-run", description = "Have the agent check the fault; arm nothing.")
    private boolean dryRun;

    @Option(names = "--replace", description = "Replace the armed fault of the same id.")
    private boolean replace;

    @Option(names = "--wait", description = "Stay until the fault has ended; Ctrl-C disarms it.")
    private boolean wait;

    @Parameters(paramLabel = "FAULT", description = "type target [service] (key=value)*", arity = "0..*")
    private List<String> words = new ArrayList<>();

    public ArmCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        Object faults = input();
        AgentClient client = agent.connect(surroundings);
        Answer answer = send(client, faults);
        List<Fields> armed = answer.objects("faults");
        output.show(terminal, answer, () -> show(armed, terminal));
        if (wait && !dryRun) {
            new Foreground(client, terminal, output.isJson()).until(armed);
        }
        return ExitCode.OK.number();
    }

    private Object input() {
        String name = file;
        if (words.isEmpty() == (name == null)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "say either a fault, such as `latency jdbc orders-db delay=200ms`, or --file");
        }
        return name == null ? FaultInput.words(words) : FaultInput.file(name, surroundings.in());
    }

    private Answer send(AgentClient client, Object faults) {
        String query = dryRun ? "?dryRun=true" : "";
        if (!replace) {
            return client.post("/chaos/faults" + query, faults);
        }
        Fields fault = Fields.of(faults);
        if (!fault.has("id")) {
            throw new CommandFailure(ExitCode.USAGE, "--replace takes one fault, and that with an id");
        }
        return client.put(FaultPath.of(fault.text("id")) + query, faults);
    }

    private void show(List<Fields> armed, Terminal terminal) {
        if (dryRun) {
            terminal.line("sound; nothing was armed");
        } else {
            armed.forEach(fault -> FaultView.armed(fault, terminal));
        }
    }
}
