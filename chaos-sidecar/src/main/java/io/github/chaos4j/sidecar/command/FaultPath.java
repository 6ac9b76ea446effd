package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import java.util.regex.Pattern;

/** Where one fault is found in the control API. */
final class FaultPath {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private FaultPath() {}

    static String of(String id) {
        // "." and ".." fit the pattern, and would name another resource
        if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
            throw new CommandFailure(
                    ExitCode.USAGE, "\"" + id + "\" is no id of a fault: 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        return "/chaos/faults/" + id;
    }
}
