package io.github.chaos4j.sidecar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that answers as the control API does, with what a test told it, and remembers what was asked. */
final class StubAgent implements AutoCloseable {
    static final String TOKEN = "s3cret";

    /** One request as it arrived. */
    record Request(String line, String body) {}

    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    StubAgent() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** The answer to requests such as {@code POST /chaos/stop}; of several, one after the other, the last for good. */
    StubAgent when(String line, int status, String body) {
        synchronized (replies) {
            replies.computeIfAbsent(line, any -> new ArrayDeque<>()).add(new Reply(status, body));
        }
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<Request> requests() {
        return requests;
    }

    List<String> lines() {
        return requests.stream().map(Request::line).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(line, body));
            boolean open = line.equals("GET /chaos/live");
            boolean allowed =
                    ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            Reply reply = open ? new Reply(204, "") : allowed ? next(line) : unauthorised();
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply next(String line) {
        synchronized (replies) {
            Deque<Reply> known = replies.get(line);
            if (known == null) {
                return new Reply(404, errors("path", line, "there is nothing under " + line));
            }
            return known.size() > 1 ? known.removeFirst() : known.getFirst();
        }
    }

    private static Reply unauthorised() {
        return new Reply(401, errors("Authorization", "", "a bearer token is needed"));
    }

    static String errors(String field, String value, String message) {
        return "{\"errors\":[{\"field\":\"" + field + "\",\"value\":\"" + value + "\",\"message\":\"" + message
                + "\"}]}";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
