package io.github.chaos4j.it.client.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An HTTP/1.1 server of a page of code: it keeps connections alive and sends each answer in one write, so that ten
 * thousand calls take seconds (MockWebServer needs an OkHttp 5 on the class path, where the oldest is tested).
 */
final class PlainServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Function<String, String> answers;
    private final AtomicInteger requests = new AtomicInteger();

    /**
     * @param answers from the head of a request, without the empty line at its end, to the whole answer; null
     *     for none at all
     */
    PlainServer(Function<String, String> answers) throws IOException {
        this.listening = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"));
        this.answers = answers;
        start(this::accept);
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String unauthorized() {
        return "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    }

    int port() {
        return listening.getLocalPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    /** How many it has received so far. */
    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket connection = listening.accept();
                connection.setTcpNoDelay(true);
                start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                requests.incrementAndGet();
                String answer = answers.apply(head);
                if (answer != null) {
                    connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException | UncheckedIOException gone) {
            // the client has closed the connection
        }
    }

    private static String head(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    private static void start(Runnable body) {
        Thread thread = new Thread(body, "plain-server");
        thread.setDaemon(true);
        thread.start();
    }
}
