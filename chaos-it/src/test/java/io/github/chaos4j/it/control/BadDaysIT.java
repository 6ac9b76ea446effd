package io.github.chaos4j.it.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.it.control.app.Workload;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is thrown at the control API, the application does not notice. */
@Timeout(90)
class BadDaysIT {
    private static final long ALLOWED_KIB = 5 * 1024;

    @TempDir
    Path temporary;

    private AgentProcess service;

    @BeforeEach
    void start() throws Exception {
        service = AgentProcess.start(temporary, Workload.class);
        warmUp();
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
    }

    /** What the workload says of the time since it was asked before. */
    private record Load(long calls, long failed, long heapKib) {}

    private Load load() throws Exception {
        String[] numbers = service.ask("load").split(" ");
        return new Load(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }

    /** The classes of the API are loaded once: that is no growth. */
    private void warmUp() throws Exception {
        for (int i = 0; i < 20; i++) {
            service.post("/chaos/faults", "not json");
            service.send(service.request("/chaos").build());
        }
        // the driver may still be loading: until then there is no load
        while (load().calls() == 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void refusalsUnderLoadCostTheServiceNoRequestAndNoMemory() throws Exception {
        Load before = load();
        for (int i = 0; i < 50; i++) {
            assertThat(service.post("/chaos/faults", "{\"type\": ").statusCode())
                    .isEqualTo(400);
            assertThat(service.post("/chaos/faults", "{\"type\":\"latency\",\"target\":\"jdbc\",\"delay\":\"2 sec\"}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(service.send(service.request("/chaos/faults/unknown").build())
                            .statusCode())
                    .isEqualTo(404);
            assertThat(status(AgentProcess.TOKEN.substring(1) + "x")).isEqualTo(401);
            assertThat(foreign("Origin", "http://evil.example")).isEqualTo(403);
        }
        Load after = load();
        assertThat(after.calls()).isPositive();
        assertThat(after.failed()).isZero();
        assertThat(after.heapKib() - before.heapKib()).isLessThan(ALLOWED_KIB);
    }

    private int status(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.url().resolve("/chaos"))
                .header("Authorization", "Bearer " + token)
                .build();
        return service.send(request).statusCode();
    }

    private int foreign(String header, String value) throws Exception {
        return service.send(service.request("/chaos").header(header, value).build())
                .statusCode();
    }

    @Test
    void aBodyOfTenMegabytesIsRefusedUnread() throws Exception {
        Load before = load();
        URI url = service.url();
        byte[] piece = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /chaos/faults HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\nAuthorization: Bearer "
                            + AgentProcess.TOKEN + "\r\nContent-Length: 10485760\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 413");
            for (int i = 0; i < 160; i++) {
                out.write(piece);
            }
        } catch (SocketException closedMeanwhile) {
            assertThat(closedMeanwhile).hasMessageMatching("(?i).*(reset|broken pipe|aborted).*");
        }
        Load after = load();
        assertThat(after.failed()).isZero();
        assertThat(after.heapKib() - before.heapKib()).isLessThan(ALLOWED_KIB);
    }

    @Test
    void theKillSwitchWorksWithinASecondWhileSixtyFourConnectionsAreHalfOpen() throws Exception {
        assertThat(service.post("/chaos/faults", "latency jdbc load delay=1ms duration=5m")
                        .statusCode())
                .isEqualTo(201);
        Load before = load();
        List<Socket> halfOpen = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                Socket socket =
                        new Socket(service.url().getHost(), service.url().getPort());
                socket.getOutputStream().write("POST /chaos/st".getBytes(StandardCharsets.US_ASCII));
                halfOpen.add(socket);
            }
            long start = System.nanoTime();
            HttpResponse<String> stopped = service.post("/chaos/stop", "");
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1_000);
            assertThat(stopped.statusCode()).isBetween(200, 204);
            assertThat(service.send(service.request("/chaos/faults").build()).body())
                    .doesNotContain("\"active\"");
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
        Load after = load();
        assertThat(after.failed()).isZero();
        assertThat(after.heapKib() - before.heapKib()).isLessThan(ALLOWED_KIB);
    }
}
