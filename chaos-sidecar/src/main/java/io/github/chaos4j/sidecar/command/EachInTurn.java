package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Terminal;

/** Does the same for several things: a failure is shown and the next one is done. Not thread-safe. */
final class EachInTurn {
    private final Terminal terminal;
    private final boolean json;
    private ExitCode worst = ExitCode.OK;

    EachInTurn(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    void run(Runnable one) {
        try {
            one.run();
        } catch (CommandFailure failure) {
            failure.show(terminal, json);
            if (failure.exitCode().number() > worst.number()) {
                worst = failure.exitCode();
            }
        }
    }

    /** That of the failure with the highest number. */
    int exitCode() {
        return worst.number();
    }
}
