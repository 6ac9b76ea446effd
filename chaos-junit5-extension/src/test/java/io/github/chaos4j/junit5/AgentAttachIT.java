package io.github.chaos4j.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs in a JVM that was started without the agent, in which the listener under test has attached it, and in one that was started with it. */
class AgentAttachIT {
    private HttpServer server;
    private HttpRequest request;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.getAddress().getPort()))
                .build();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int call() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aRealCallSuffersAnArmedLatency() throws Exception {
        try (ArmedFault slow = Chaos.arm(Fault.parse("latency http localhost delay=300ms duration=1m"))) {
            long start = System.nanoTime();
            assertThat(call()).isEqualTo(204);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(slow.injected()).isEqualTo(1);
        }
    }

    @Test
    void aRealCallFailsAsTheClientFailsAndIsWellAfterwards() throws Exception {
        try (ArmedFault refused = Chaos.arm(Fault.parse("error http localhost kind=refused duration=1m"))) {
            assertThatThrownBy(this::call).isInstanceOf(ConnectException.class);
        }
        assertThat(call()).isEqualTo(204);
    }

    @Test
    void aSecondSessionChangesNothing() {
        String status = Chaos.status();
        try (var session = LauncherFactory.openSession()) {
            assertThat(session.getLauncher()).isNotNull();
        }
        assertThat(Chaos.status()).isEqualTo(status);
    }

    @Test
    void theControlApiStaysOff() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("chaos-http"));
    }
}
