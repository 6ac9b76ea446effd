package io.github.chaos4j.api.text;

import io.github.chaos4j.api.Script;
import java.util.ArrayList;
import java.util.List;

/** Scripts: {@code fail, fail, ok}, or {@code fail, ok; repeat}. {@link Script#toString} is the reverse. */
public final class ScriptText {
    /** The most steps of a script. */
    public static final int MAX_STEPS = 1_000;

    private ScriptText() {}

    /** @throws IllegalArgumentException whose message goes on after the value */
    public static Script read(String text) {
        int semicolon = text.indexOf(';');
        String end = semicolon < 0 ? "repeat" : text.substring(semicolon + 1).strip();
        if (!end.equals("repeat")) {
            throw notAScript();
        }
        String steps = semicolon < 0 ? text : text.substring(0, semicolon);
        return new Script(steps(steps), semicolon >= 0);
    }

    private static List<Boolean> steps(String text) {
        List<Boolean> steps = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            switch (word.strip()) {
                case "fail" -> steps.add(true);
                case "ok" -> steps.add(false);
                default -> throw notAScript();
            }
            if (steps.size() > MAX_STEPS) {
                throw new IllegalArgumentException(
                        "has more than 1,000 steps: write fewer, let them repeat, or take a rate");
            }
        }
        return steps;
    }

    private static IllegalArgumentException notAScript() {
        return new IllegalArgumentException("is not a script: write steps such as fail, fail, ok or fail, ok; repeat");
    }
}
