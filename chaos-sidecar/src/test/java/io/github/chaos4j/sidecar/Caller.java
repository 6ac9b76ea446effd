package io.github.chaos4j.sidecar;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** A service that makes one HTTP call for each line of its standard input, and prints how it went and how long it took. */
public final class Caller {
    private Caller() {}

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/stock/7"))
                .build();
        System.out.println("up");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (lines.readLine() != null) {
            long start = System.nanoTime();
            String outcome;
            try {
                outcome = Integer.toString(
                        client.send(request, BodyHandlers.discarding()).statusCode());
            } catch (IOException | InterruptedException failure) {
                outcome = failure.getClass().getSimpleName();
            }
            System.out.println(outcome + " " + (System.nanoTime() - start) / 1_000_000);
        }
        System.exit(0);
    }
}
