package io.github.chaos4j.sidecar.command;

import io.github.chaos4j.sidecar.agent.AgentClient;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stays with armed faults until they have ended. Whatever ends this process sooner disarms them. */
final class Foreground {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final AgentClient client;
    private final Terminal terminal;
    private final boolean quiet;

    Foreground(AgentClient client, Terminal terminal, boolean quiet) {
        this.client = client;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    void until(List<Fields> armed) {
        List<String> ids =
                new ArrayList<>(armed.stream().map(fault -> fault.text("id")).toList());
        Thread disarm = new Thread(() -> ids.forEach(this::disarm), "chaos-disarm");
        Runtime.getRuntime().addShutdownHook(disarm);
        try {
            while (!ids.isEmpty()) {
                sleep(look(ids));
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(disarm);
        }
    }

    /** Forgets those that have ended. Returns how long to wait before the next look. */
    private Duration look(List<String> ids) {
        Duration next = LONGEST;
        StringBuilder progress = new StringBuilder();
        for (String id : List.copyOf(ids)) {
            Fields fault = client.get(FaultPath.of(id)).fields();
            if (fault.text("state").equals("ended")) {
                ids.remove(id);
                if (!quiet) {
                    FaultView.ended(fault, terminal);
                }
            } else {
                progress.append(id).append(' ').append(fault.text("state")).append(", ");
                progress.append(fault.text("injected")).append(" injected, ");
                progress.append(FaultView.remaining(fault)).append(" left  ");
                Duration left = fault.duration("remaining").orElse(LONGEST);
                next = left.compareTo(next) < 0 ? left : next;
            }
        }
        if (!quiet && !ids.isEmpty()) {
            terminal.progress(progress + "(Ctrl-C disarms)");
        }
        return ids.isEmpty() ? Duration.ZERO : next.compareTo(SHORTEST) < 0 ? SHORTEST : next;
    }

    private void disarm(String id) {
        try {
            client.delete(FaultPath.of(id));
            terminal.line("disarmed " + id);
        } catch (CommandFailure failure) {
            failure.lines().forEach(terminal::error);
            terminal.error(id + " was not disarmed; it ends by itself");
        }
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the end of the fault", interrupted);
        }
    }
}
