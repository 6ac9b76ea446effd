package io.github.chaos4j.it.control;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An application in a JVM of its own, with the packaged agent and its HTTP API found by discovery. */
final class AgentProcess implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-test";

    private static final Path AGENT = Path.of(System.getProperty("agent.jar", "../chaos-agent/target/chaos-agent.jar"))
            .toAbsolutePath()
            .normalize();

    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();

    private AgentProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    static AgentProcess start(Path temporary, Class<?> application) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Xmx256m",
                "-javaagent:" + AGENT + "=enabled=true,token=" + TOKEN,
                "-cp",
                System.getProperty("java.class.path"),
                application.getName()));
        builder.redirectError(temporary.resolve("stderr").toFile());
        Process process = builder.start();
        return new AgentProcess(process, discover(process, temporary));
    }

    /** The agent's own file says where its API is; written by a thread of its own once the application runs. */
    private static URI discover(Process process, Path temporary) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Stream<Path> files = Files.walk(temporary)) {
                Path found = files.filter(file -> file.endsWith(process.pid() + ".json"))
                        .findFirst()
                        .orElse(null);
                if (found != null && Files.readString(found).contains("url")) {
                    return URI.create(
                            String.valueOf(fields(Files.readString(found)).get("url")));
                }
            } catch (java.io.UncheckedIOException vanished) {
                // a file of a walk may vanish
            }
            Thread.onSpinWait();
        }
        throw new IllegalStateException("no agent:\n" + Files.readString(temporary.resolve("stderr")));
    }

    static Map<?, ?> fields(String json) {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(json);
    }

    URI url() {
        return url;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).header("Authorization", "Bearer " + TOKEN);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)).build());
    }

    /** Says a line to the application, and hears one. */
    String ask(String line) throws IOException {
        in.write(line);
        in.newLine();
        in.flush();
        return out.readLine();
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
