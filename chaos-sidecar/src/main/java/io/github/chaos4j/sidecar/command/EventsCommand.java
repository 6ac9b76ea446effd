package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.JsonReader;
import io.github.chaos4j.sidecar.output.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code chaos events}: injections and control actions, the recent ones or as they happen. */
@Command(name = "events", description = "Show recent injections and control actions.")
public final class EventsCommand implements Callable<Integer> {
    private static final String DATA = "data:";

    private final Surroundings surroundings;

    @Mixin
    private AgentOptions agent = new AgentOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--follow", description = "Show them as they happen, until Ctrl-C or the end of the agent.")
    private boolean follow;

    public EventsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Terminal terminal = output.terminal(surroundings);
        AgentClient client = agent.connect(surroundings);
        if (follow) {
            follow(client, terminal);
        } else {
            Answer answer = client.get("/chaos/events");
            output.show(terminal, answer, () -> answer.objects("events").forEach(event -> terminal.line(line(event))));
        }
        return ExitCode.OK.number();
    }

    private void follow(AgentClient client, Terminal terminal) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.events(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(DATA)) {
                    String data = line.substring(DATA.length()).strip();
                    if (output.isJson()) {
                        terminal.raw(data);
                    } else {
                        terminal.line(line(Fields.of(JsonReader.read(data))));
                    }
                }
            }
        } catch (IOException ended) {
            throw new CommandFailure(ExitCode.NO_AGENT, "the agent at " + client.address() + " is gone");
        }
    }

    /** All that an event says, in its order: the fields differ by kind. */
    private static String line(Fields event) {
        StringJoiner line = new StringJoiner("  ");
        event.map().forEach((key, value) -> {
            if (value != null && !value.toString().isEmpty()) {
                line.add(key + "=" + value);
            }
        });
        return line.toString();
    }
}
