package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.Answer;
import io.github.chaos4j.sidecar.output.Terminal;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** How a verb prints. */
final class OutputOptions {
    /** When to colour. */
    enum Color {
        auto,
        always,
        never
    }

    @Option(names = "--json", description = "Print the agent's answer as it is, also a refusal.")
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "${COMPLETION-CANDIDATES}; auto colours a terminal unless NO_COLOR is set.")
    private Color color = Color.auto;

    Terminal terminal(Surroundings surroundings) {
        Ansi ansi = switch (color) {
            case auto -> surroundings.ansi();
            case always -> Ansi.ON;
            case never -> Ansi.OFF;
        };
        return new Terminal(surroundings.out(), surroundings.err(), ansi);
    }

    boolean isJson() {
        return json;
    }

    /** Prints the answer raw if that was asked for, else by the view given. */
    void show(Terminal terminal, Answer answer, Runnable view) {
        if (!json) {
            view.run();
        } else if (!answer.body().isEmpty()) {
            terminal.raw(answer.body());
        }
    }
}
