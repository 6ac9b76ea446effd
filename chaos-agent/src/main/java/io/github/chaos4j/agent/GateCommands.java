package io.github.chaos4j.agent;

import io.github.chaos4j.api.ChaosRuntime;
import io.github.chaos4j.api.text.TextCommands;
import java.util.function.UnaryOperator;

/** Answers a second copy of the API, which lives in a loader that does not see this one and so speaks text. */
record GateCommands(ChaosRuntime runtime) implements UnaryOperator<String> {
    @Override
    public String apply(String request) {
        return TextCommands.answer(request, runtime);
    }
}
