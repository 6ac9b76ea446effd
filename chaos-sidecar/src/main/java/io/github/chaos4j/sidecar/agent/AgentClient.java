package io.github.chaos4j.sidecar.agent;

import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.text.Json;
import io.github.chaos4j.sidecar.output.CommandFailure;
import io.github.chaos4j.sidecar.output.ExitCode;
import io.github.chaos4j.sidecar.output.Fields;
import io.github.chaos4j.sidecar.output.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the control API of one agent. {@link HttpURLConnection}, since {@code java.net.http} adds most of a second to
 * the start of a command on a small machine. Never follows a redirect, which would carry the token elsewhere, and uses
 * no proxy.
 */
public final class AgentClient {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** Longer than the agent takes to ask a feature flag that does not answer. */
    private static final Duration READ = Duration.ofSeconds(15);

    static {
        // else a request whose connection broke is silently sent a second time, and would arm twice
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private final AgentAddress address;
    private final @Nullable String token;

    public AgentClient(AgentAddress address, @Nullable String token) {
        this.address = address;
        this.token = token;
    }

    public AgentAddress address() {
        return address;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Whether an agent listens there. Needs no token. */
    public boolean isAlive() {
        try {
            return send("GET", "/chaos/live", null).status() == 204;
        } catch (CommandFailure failure) {
            return false;
        }
    }

    /**
     * A stream of server-sent events, without a read timeout. The caller closes it.
     *
     * @throws CommandFailure as every other request
     */
    public InputStream events() {
        try {
            HttpURLConnection connection = open("GET", "/chaos/events");
            connection.setReadTimeout(0);
            connection.setRequestProperty("Accept", "text/event-stream");
            if (connection.getResponseCode() != 200) {
                throw refusal(connection.getResponseCode(), read(connection));
            }
            return connection.getInputStream();
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
    }

    private Answer send(String method, String path, @Nullable Object body) {
        try {
            HttpURLConnection connection = open(method, path);
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", "application/json");
                byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
                connection.setFixedLengthStreamingMode(bytes.length);
                connection.getOutputStream().write(bytes);
            }
            int status = connection.getResponseCode();
            String answer = read(connection);
            if (status / 100 != 2) {
                throw refusal(status, answer);
            }
            return new Answer(status, answer);
        } catch (IOException unreachable) {
            throw unreachable(unreachable);
        }
    }

    private HttpURLConnection open(String method, String path) throws IOException {
        String base = address.url().toString().replaceAll("/+$", "");
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) READ.toMillis());
        connection.setRequestProperty("Accept", "application/json");
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token);
        }
        return connection;
    }

    private static String read(HttpURLConnection connection) throws IOException {
        InputStream stream =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream();
        if (stream == null) {
            return "";
        }
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private CommandFailure unreachable(IOException cause) {
        return new CommandFailure(
                ExitCode.NO_AGENT,
                "no answer from the agent at " + address + ": " + cause.getMessage(),
                "is the process still there? `chaos agents` lists the agents of this machine");
    }

    private CommandFailure refusal(int status, String body) {
        if (status == 401 || status == 403) {
            return notAuthorised(status, body);
        }
        if (status / 100 != 4) {
            String text = body.isBlank() ? "" : ": " + body;
            return new CommandFailure(ExitCode.AGENT_FAILED, "the agent at " + address + " answered " + status + text)
                    .withAnswer(body);
        }
        List<FieldError> errors = errors(body);
        CommandFailure failure = errors.isEmpty()
                ? new CommandFailure(ExitCode.REFUSED, "the agent answered " + status + " " + body)
                : CommandFailure.of(ExitCode.REFUSED, errors);
        return failure.withAnswer(body);
    }

    private CommandFailure notAuthorised(int status, String body) {
        String why = errors(body).stream().map(FieldError::message).findFirst().orElse("no reason given");
        String remedy = token == null
                ? "give the token by --token-file, or in CHAOS_TOKEN or CHAOS_TOKEN_FILE"
                : "the token that was sent is not the one of this agent; check --token-file, CHAOS_TOKEN and"
                        + " CHAOS_TOKEN_FILE";
        return new CommandFailure(
                        ExitCode.NOT_AUTHORISED, "the agent at " + address + " answered " + status + ": " + why, remedy)
                .withAnswer(body);
    }

    private static List<FieldError> errors(String body) {
        try {
            return Fields.of(JsonReader.read(body)).list("errors").stream()
                    .map(error -> new FieldError(error.text("field"), error.text("value"), error.text("message")))
                    .toList();
        } catch (IllegalArgumentException notJson) {
            return List.of();
        }
    }
}
