package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.api.text.DurationText;
import io.github.chaos4j.sidecar.output.FaultLine;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.Table;
import io.github.chaos4j.sidecar.output.Terminal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** How faults are shown. */
final class FaultView {
    private FaultView() {}

    static void table(List<Fields> faults, Terminal terminal) {
        if (faults.isEmpty()) {
            terminal.line("no fault is armed");
            return;
        }
        Table table = new Table("FAULT", "STATE", "MATCHED", "INJECTED", "REMAINING", "WHAT");
        for (Fields fault : faults) {
            table.row(
                    terminal.bold(fault.text("id")),
                    state(fault, terminal),
                    fault.text("matched"),
                    fault.text("injected"),
                    remaining(fault),
                    FaultLine.of(fault));
        }
        table.print(terminal);
        for (Fields fault : faults) {
            fault.find("lastMiss")
                    .filter(miss -> fault.number("matched") == 0)
                    .ifPresent(miss -> terminal.line("  " + fault.text("id") + " last missed: " + miss));
        }
    }

    /** {@code armed slow: latency jdbc orders-db delay=200ms, until 14:32:10 (5m)}. */
    static void armed(Fields fault, Terminal terminal) {
        String until = fault.duration("remaining")
                .map(left -> ", until " + LocalTime.now().plus(left).truncatedTo(ChronoUnit.SECONDS) + " ("
                        + remaining(fault) + ")")
                .orElse("");
        String state = fault.text("state");
        terminal.line(terminal.green("armed ") + terminal.bold(fault.text("id")) + ": " + FaultLine.of(fault) + until);
        if (state.equals("waiting")) {
            terminal.line(terminal.yellow("waiting: ") + "nothing that it is aimed at has been seen yet");
        }
    }

    static void ended(Fields fault, Terminal terminal) {
        terminal.line("ended " + terminal.bold(fault.text("id"))
                + fault.find("end").map(end -> ": " + end).orElse("") + ", " + fault.text("injected") + " injected of "
                + fault.text("matched") + " matched");
    }

    /** As the agent tells it, but without the milliseconds of what is still long. */
    static String remaining(Fields fault) {
        return fault.duration("remaining")
                .filter(left -> left.compareTo(Duration.ofSeconds(10)) > 0)
                .map(left -> DurationText.print(left.truncatedTo(ChronoUnit.SECONDS)))
                .orElseGet(() -> fault.text("remaining"));
    }

    private static String state(Fields fault, Terminal terminal) {
        String state = fault.text("state");
        return fault.find("end").map(end -> state + ": " + end).orElseGet(() -> terminal.state(state));
    }
}
