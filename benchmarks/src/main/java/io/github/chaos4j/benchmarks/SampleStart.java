package io.github.chaos4j.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long the Spring Boot sample takes until it answers. */
final class SampleStart {
    private static final int RUNS = 5;
    private static final double ALLOWED = 1.08;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 10;

    private final HttpClient client = HttpClient.newHttpClient();
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
        int port = freePort();
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-jar", installed.sample().toString(), "--server.port=" + port));
        ProcessBuilder builder = new ProcessBuilder(Child.command(installed, arguments));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        HttpRequest health = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/actuator/health/liveness"))
                .build();
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            while (process.isAlive() && System.nanoTime() - start < LONGEST.toNanos()) {
                if (isUp(health)) {
                    return (System.nanoTime() - start) / 1e6;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } finally {
            Child.stop(process);
        }
        throw new IllegalStateException("the sample did not start");
    }

    private boolean isUp(HttpRequest health) throws InterruptedException {
        try {
            return client.send(health, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
