package io.github.chaos4j.agent.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.chaos4j.agent.control.ConsentGate;
import io.github.chaos4j.agent.control.Control;
import io.github.chaos4j.agent.control.Document;
import io.github.chaos4j.agent.control.FakeEngine;
import io.github.chaos4j.agent.control.HttpAddress;
import io.github.chaos4j.agent.control.Settings;
import io.github.chaos4j.api.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileClientsTest {
    private static final String AUTHORIZED = "Host: localhost\r\nAuthorization: Bearer t\r\n";
    private static final Limits SHORT = new Limits(
            Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(5), 100);

    private final Settings settings = Settings.read("enabled=true", new Properties(), Map.of());
    private final ConsentGate gate = new ConsentGate(settings);
    private final FakeEngine engine = new FakeEngine(gate, settings.caps());
    private final Control control = new Control(settings, gate, engine, Map::of);
    private final Tokens tokens = Tokens.none().with("t", "token", false);
    private ControlApi api;

    @BeforeEach
    void open() throws IOException {
        api = open(Limits.DEFAULT, List.of("chaos.example"));
    }

    private ControlApi open(Limits limits, List<String> hosts) throws IOException {
        return ControlApi.open(new HttpAddress("127.0.0.1", 0), tokens, hosts, control, limits);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private String send(String text) throws IOException {
        try (RawHttp client = new RawHttp(api.port())) {
            return client.send(text).readAll();
        }
    }

    private String get(String headers) throws IOException {
        return send("GET /chaos/live HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8475",
                "10.0.0.1",
                "127.0.0.1.evil.example",
                "localhost.evil",
                "chaos.example",
                "[::2]",
                ":"
            })
    void aForeignHostIsRefused(String host) throws IOException {
        assertThat(get("Host: " + host + "\r\n")).startsWith("HTTP/1.1 403 ").contains("CHAOS_HTTP_HOSTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8475", "[::1]:8475", "[0:0:0:0:0:0:0:1]"})
    void ourOwnHostIsAccepted(String host) throws IOException {
        assertThat(get("Host: " + host + "\r\n")).startsWith(host.startsWith("[0") ? "HTTP/1.1 403 " : "HTTP/1.1 204 ");
    }

    @Test
    void furtherHostsAreAcceptedWhereWeListenToOthers() throws IOException {
        api.close();
        api = ControlApi.open(new HttpAddress("0.0.0.0", 0), tokens, List.of("Chaos.example"), control);
        assertThat(get("Host: chaos.example:80\r\n")).startsWith("HTTP/1.1 204 ");
        assertThat(get("Host: evil.example\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8475, 204",
        "http://evil.example, 403",
        "null, 403",
        "https://localhost:8475, 403",
        "http://localhost:3000, 403"
    })
    void pagesOfAnotherOriginAreRefused(String origin, int status) throws IOException {
        assertThat(get("Host: localhost:8475\r\nOrigin: " + origin + "\r\n")).startsWith("HTTP/1.1 " + status + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /chaos/live HTTP/1.1\r\n\r\n",
                "GET /chaos/live HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "GET chaos HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /chaos/live\r\n\r\n",
                "GET  /chaos/live HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "G\u0001T / HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n folded\r\n\r\n",
                "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: -1\r\n\r\n",
                "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED
                        + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Transfer-Encoding: gzip\r\n\r\n",
                "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
                "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
                "GET /chaos/%zz HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n"
            })
    void whatIsNoHttpIsABadRequest(String request) throws IOException {
        assertThat(send(request)).startsWith("HTTP/1.1 400 ").contains("{\"errors\":[{\"field\":");
    }

    @Test
    void tooLargeAHeadIsRefused() throws IOException {
        assertThat(send("GET / HTTP/1.1\r\nX: " + "x".repeat(9000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void aTooLargeBodyIsRefusedBeforeItIsSent() throws IOException {
        try (RawHttp client = new RawHttp(api.port())) {
            client.send("POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: 10485760\r\n\r\n");
            assertThat(client.readUntil("}]}")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aClientThatSendsTenMegabytesAllTheSameSeesTheRefusal() throws IOException {
        byte[] body = new byte[10 * 1024 * 1024];
        try (RawHttp client = new RawHttp(api.port())) {
            client.send("POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: " + body.length + "\r\n\r\n");
            client.send(body);
            assertThat(client.readUntil("}]}")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aBodyInChunksIsReadAndLimitedToo() throws IOException {
        String head = "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED
                + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(send(head + "5;x=y\r\nhang \r\n4\r\njdbc\r\n0\r\nTrailer: x\r\n\r\n"))
                .startsWith("HTTP/1.1 201 ");
        assertThat(send(head + "fffff\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(send(head + ("8000\r\n" + "x".repeat(0x8000) + "\r\n").repeat(2) + "1\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void whoeverIsNotLetInIsToldBeforeTheBody() throws IOException {
        try (RawHttp client = new RawHttp(api.port())) {
            client.send("POST /chaos/faults HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\n");
            assertThat(client.readUntil("}]}")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void expectationsAreMet() throws IOException {
        try (RawHttp client = new RawHttp(api.port())) {
            client.send("POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED
                    + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
            assertThat(client.send("hang jdbc").readAll()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void requestsOfOneConnectionAreAnsweredInOrder() throws IOException {
        String live = "GET /chaos/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String last = "GET /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n";
        String answers = send(live + live + "\r\n" + last);
        assertThat(answers.split("HTTP/1.1 ", -1))
                .satisfies(parts -> assertThat(parts).hasSize(4))
                .satisfies(parts -> assertThat(parts[1]).startsWith("204 "))
                .satisfies(parts -> assertThat(parts[2]).startsWith("204 "))
                .satisfies(parts -> assertThat(parts[3]).startsWith("200 ").endsWith("[]\n"));
    }

    @Test
    void aRequestThatComesByteByByteIsUnderstood() throws IOException {
        try (RawHttp client = new RawHttp(api.port())) {
            for (char c : ("POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED
                            + "Connection: close\r\nContent-Length: 9\r\n\r\nhang jdbc")
                    .toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.readAll()).startsWith("HTTP/1.1 201 ");
        }
    }

    @Test
    void theKillSwitchIsHeardWithinASecondBesideHalfOpenConnections() throws IOException {
        engine.arm(List.of(Fault.hang(), Fault.observe()));
        List<RawHttp> halfOpen = new ArrayList<>();
        try {
            for (int i = 0; i < 64; i++) {
                halfOpen.add(new RawHttp(api.port()));
                halfOpen.get(i)
                        .send(
                                i % 2 == 0
                                        ? "POST /chaos/faults HT"
                                        : "POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED
                                                + "Content-Length: 99\r\n\r\n{");
            }
            long begin = System.nanoTime();
            String answer = send("POST /chaos/stop HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\n\r\n");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(engine.armed()).isEmpty();
        } finally {
            for (RawHttp client : halfOpen) {
                client.close();
            }
        }
    }

    @Test
    void incompleteHeadsBodiesAndIdleConnectionsAreClosed() throws IOException {
        api.close();
        api = open(SHORT, List.of());
        assertThat(send("GET /chaos/live HTTP/1.1\r\n")).isEmpty();
        assertThat(send("POST /chaos/faults HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: 9\r\n\r\nhang"))
                .isEmpty();
        assertThat(send("")).isEmpty();
        assertThat(send("GET /chaos/live HTTP/1.1\r\nHost: localhost\r\n\r\n")).startsWith("HTTP/1.1 204 ");
        assertThat(Limits.DEFAULT.head()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void atTheLimitTheOldestUnfinishedConnectionMakesRoom() throws IOException {
        api.close();
        Limits few = new Limits(
                Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(5), 3);
        api = open(few, List.of());
        try (RawHttp oldest = new RawHttp(api.port());
                RawHttp second = new RawHttp(api.port());
                RawHttp third = new RawHttp(api.port())) {
            oldest.send("GET");
            assertThat(get("Host: localhost\r\n")).startsWith("HTTP/1.1 204 ");
            assertThat(oldest.readAll()).isEmpty();
            assertThatCode(() -> second.send("GET /chaos/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .readUntil("\r\n\r\n"))
                    .doesNotThrowAnyException();
            assertThat(third).isNotNull();
        }
    }

    @Test
    void aTakenPortGivesWayToTheNextFreeOne() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            ControlApi next = ControlApi.open(
                    new HttpAddress("127.0.0.1", taken.getLocalPort()), tokens, List.of(), control, Limits.DEFAULT);
            try {
                assertThat(next.port()).isBetween(taken.getLocalPort() + 1, taken.getLocalPort() + 20);
            } finally {
                next.close();
            }
        }
    }

    @Test
    void eventsAreStreamedToWhoeverAsks() throws IOException {
        try (RawHttp client = new RawHttp(api.port())) {
            client.send("GET /chaos/events HTTP/1.1\r\n" + AUTHORIZED + "Accept: text/event-stream\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).contains("200 OK").contains("Content-Type: text/event-stream");
            engine.arm(List.of(Fault.hang().named("h")));
            assertThat(client.readUntil("\n\n"))
                    .startsWith("event: armed\ndata: {")
                    .contains("\"fault\":\"h\"");
            engine.stop();
            assertThat(client.readUntil("\n\n"))
                    .startsWith("event: ended\ndata: {")
                    .contains("stopped");
        }
    }

    @Test
    void noJvmWidePropertyIsSetAndNoThreadIsNoDaemon() {
        assertThat(System.getProperties().stringPropertyNames())
                .noneMatch(name -> name.startsWith("sun.net.httpserver"));
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("chaos-http"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void whateverIsSentIsAnsweredWithoutAnInternalError() throws IOException {
        Random random = new Random(20261120);
        for (int i = 0; i < 400; i++) {
            String request = request(random);
            String answer;
            try (RawHttp client = new RawHttp(api.port())) {
                answer = client.send(request).readAll();
            }
            assertThat(answer).as(request).matches("(?s)HTTP/1\\.1 (20[014]|40[013459]|413|422|431|501) .*");
            assertThat(answer).as(request).doesNotContain("Exception");
        }
        assertThat(control.status(false).get("warnings")).isEqualTo(List.of("of the engine"));
    }

    private static String request(Random random) {
        String method = pick(random, "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");
        String path = pick(
                random,
                "/chaos",
                "/chaos/faults",
                "/chaos/faults/x",
                "/chaos/faults/x/pause",
                "/chaos/faults/x/resume",
                "/chaos/start",
                "/chaos/heartbeat",
                "/chaos/explain",
                "/chaos/calls",
                "/chaos/events",
                "/metrics",
                "/chaos/stop",
                "/chaos/faults?dryRun",
                "//",
                "/%00",
                "/chaos/faults/%2e%2e?a=%zz&&=");
        String body = body(random);
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return method + " " + path + " HTTP/1.1\r\n" + AUTHORIZED + "Connection: close\r\nContent-Length: "
                + bytes.length + "\r\n\r\n" + new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static String body(Random random) {
        StringBuilder body = new StringBuilder();
        int pieces = random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            body.append(pick(
                    random,
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "\"",
                    "\"type\":\"latency\"",
                    "\"target\":\"jdbc\"",
                    "\"delay\":\"1s\"",
                    "\"rate\":0.5",
                    "latency ",
                    "jdbc ",
                    "delay=1s ",
                    "id=x ",
                    "\n",
                    "- ",
                    "*a",
                    "&a ",
                    "!!x ",
                    "? ",
                    "|",
                    ">",
                    "'",
                    "#",
                    "\t",
                    "\\u0000",
                    "\u0000",
                    "é",
                    "\ud83d\ude00",
                    "1e999",
                    "-",
                    "null",
                    "true",
                    "match.x=y ",
                    "header.A=b ",
                    "%",
                    "{\"a\":"));
        }
        return body.toString();
    }

    private static String pick(Random random, String... options) {
        return options[random.nextInt(options.length)];
    }

    @Test
    void documentsOfAnyShapeAreReadOrRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String text = body(random);
            try {
                Document.read(text);
            } catch (io.github.chaos4j.api.InvalidFaultException refused) {
                assertThat(refused.errors()).as(text).hasSize(1);
            }
        }
    }
}
