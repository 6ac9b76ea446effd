package io.github.chaos4j.agent.client.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server for one request. */
final class OneAnswer {
    private OneAnswer() {}

    /** Reads the head of the next request, and gives this answer. */
    static void give(ServerSocket server, String answer) throws IOException {
        try (Socket connection = server.accept()) {
            connection.setSoTimeout(10_000);
            BufferedReader head = new BufferedReader(new InputStreamReader(connection.getInputStream()));
            while (!head.readLine().isEmpty()) {
                // to the end of the head
            }
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
