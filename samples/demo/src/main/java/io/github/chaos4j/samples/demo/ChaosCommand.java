package io.github.chaos4j.samples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code chaos} command, run as a user runs it in a terminal. */
record ChaosCommand(Path jar, long pid) {
    private static final Pattern ENDED = Pattern.compile("^ended \\S+.*?, (\\d+) injected of (\\d+) matched");

    /**
     * Arms a fault and stays until it has ended by itself.
     *
     * @param fault short form
     * @param show  each line that the command prints
     * @param armed run as soon as the agent has said that the fault is armed
     */
    Life arm(String fault, Consumer<String> show, Runnable armed) {
        List<String> command = new ArrayList<>(List.of(ServiceProcess.java(), "-jar", jar.toString(), "arm"));
        command.addAll(List.of(fault.split(" ")));
        command.addAll(List.of("--wait", "--pid", Long.toString(pid)));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            ServiceProcess.forgetChaosSettings(builder);
            Process process = builder.start();
            Thread hook = new Thread(process::destroy, "end-chaos");
            Runtime.getRuntime().addShutdownHook(hook);
            Life life = follow(process, show, armed);
            Runtime.getRuntime().removeShutdownHook(hook);
            return life;
        } catch (IOException e) {
            throw new DemoFailure("the chaos command cannot be run: " + e.getMessage(), e);
        }
    }

    private static Life follow(Process process, Consumer<String> show, Runnable armed) throws IOException {
        long armedAt = 0;
        long endedAt = 0;
        long injections = -1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long now = System.nanoTime();
                show.accept(line);
                if (line.startsWith("armed ")) {
                    armedAt = now;
                    armed.run();
                }
                Matcher ended = ENDED.matcher(line);
                if (ended.find()) {
                    endedAt = now;
                    injections = Long.parseLong(ended.group(1));
                }
            }
        }
        int exit = exitCode(process);
        if (exit != 0 || injections < 0) {
            throw new DemoFailure(
                    "the chaos command ended with exit code " + exit + ", and the fault was not lived through");
        }
        return new Life(armedAt, endedAt, injections);
    }

    private static int exitCode(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted while a fault was armed", e);
        }
    }

    /** When a fault was armed and ended ({@link System#nanoTime}), and how many calls suffered it. */
    record Life(long armedAt, long endedAt, long injections) {}
}
