package io.github.chaos4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM started to be measured. */
final class Child {
    private Child() {}

    /** What one run cost, and what it printed. */
    record Run(double millis, List<String> output) {
        long number(String key) {
            return output.stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).replaceAll("[^0-9-]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + key + " in " + output));
        }
    }

    /** Runs to the end. */
    static Run run(Budgets.Installation installed, boolean enabled, List<String> arguments) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(installed, arguments));
            builder.redirectErrorStream(true);
            builder.environment().remove("CHAOS_ENABLED");
            if (enabled) {
                builder.environment().put("CHAOS_ENABLED", "true");
            }
            long start = System.nanoTime();
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            double millis = (System.nanoTime() - start) / 1e6;
            if (exit != 0) {
                throw new IllegalStateException("exit " + exit + " of " + arguments + "\n" + output);
            }
            return new Run(millis, output.lines().toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    static List<String> command(Budgets.Installation installed, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(installed.java().toString()));
        command.addAll(arguments);
        return command;
    }

    /** Stops it the way a service manager does. */
    static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
