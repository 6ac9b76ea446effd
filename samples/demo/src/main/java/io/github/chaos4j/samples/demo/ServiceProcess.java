package io.github.chaos4j.samples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service in a JVM of its own, ended with ours however that ends. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int TAIL = 15;

    private final String name;
    private final Process process;
    private final URI address;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServiceProcess(String name, Process process, URI address, Path log) {
        this.name = name;
        this.process = process;
        this.address = address;
        this.log = log;
    }

    /** @param arguments those of java, from JVM options to the program's own */
    static ServiceProcess start(
            String name, int port, List<String> arguments, Map<String, String> environment, Path logs) {
        Path log = logs.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(java()));
        // Half of C2's compilation of a start goes to code that a demo of a minute never runs again.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx384m"));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        forgetChaosSettings(builder);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(logs);
            ServiceProcess service =
                    new ServiceProcess(name, builder.start(), URI.create("http://localhost:" + port), log);
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "end-" + name));
            return service;
        } catch (IOException e) {
            throw new DemoFailure("the " + name + " service cannot be started: " + e.getMessage(), e);
        }
    }

    /** Those of the shell that the demo is started from are meant for something else. */
    static void forgetChaosSettings(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("CHAOS_"));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    URI address() {
        return address;
    }

    long pid() {
        return process.pid();
    }

    void awaitReady() throws InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(address.resolve("/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady(ready)) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                throw new DemoFailure(
                        "the " + name + " service ended with exit code " + process.exitValue() + ":\n" + tail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new DemoFailure(
                        "the " + name + " service did not start within " + Text.time(LONGEST_START) + ":\n" + tail());
            }
        }
    }

    private boolean isReady(HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size())) + "\n(all of it in "
                    + log + ")";
        } catch (IOException e) {
            return "(its log " + log + " cannot be read)";
        }
    }

    /** Also what it started itself: the embedded Redis must not outlive it. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
