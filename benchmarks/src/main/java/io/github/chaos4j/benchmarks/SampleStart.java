package io.github.chaos4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** How long the Spring Boot sample takes until it says that it has started. */
final class SampleStart {
    private static final int RUNS = 7;
    private static final double ALLOWED = 1.08;

    private final Budgets.Installation installed;

    SampleStart(Budgets.Installation installed) {
        this.installed = installed;
    }

    List<Budget> measure() throws IOException, InterruptedException {
        if (!Files.exists(installed.sample())) {
            throw new IllegalStateException(installed.sample() + " is not there: build samples/checkout first");
        }
        List<Double> none = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        for (int run = 0; run <= RUNS; run++) {
            double a = start(List.of());
            double b = start(List.of(installed.agentArgument("enabled=true,http=off")));
            double c = start(List.of());
            if (run > 0) {
                none.add(a);
                with.add(b);
                again.add(c);
            }
        }
        double base = median(none);
        double ratio = median(with) / base;
        return List.of(new Budget(
                "Spring Boot sample start",
                String.format("<= %.2f x", ALLOWED),
                String.format("%.3f x (of %.0f ms)", ratio, base),
                String.format("%.3f x", median(again) / base),
                ratio <= ALLOWED));
    }

    private static double median(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
    }

    private double start(List<String> options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-jar", installed.sample().toString(), "--server.port=0"));
        ProcessBuilder builder = new ProcessBuilder(Child.command(installed, arguments));
        builder.redirectErrorStream(true);
        long start = System.nanoTime();
        Process process = builder.start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.contains("Started ") && line.contains(" seconds")) {
                    return (System.nanoTime() - start) / 1e6;
                }
            }
        } finally {
            Child.stop(process);
        }
        throw new IllegalStateException("the sample did not start\n" + output);
    }
}
