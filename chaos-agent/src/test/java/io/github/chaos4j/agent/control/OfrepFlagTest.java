package io.github.chaos4j.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfrepFlagTest {
    private static final String TRUE =
            "{\"key\":\"chaos-enabled\",\"reason\":\"STATIC\",\"variant\":\"on\",\"value\":true,\"metadata\":{}}";

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final AtomicLong now = new AtomicLong();
    private final CountDownLatch stalled = new CountDownLatch(1);
    private volatile String answer = ok(TRUE);
    private ServerSocket server;

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        stalled.countDown();
        server.close();
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread thread = new Thread(() -> answer(socket));
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            requests.add("closed");
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            requests.add(read(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            String text = answer;
            out.write(text.replace("<stall>", "").getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (text.endsWith("<stall>")) {
                stalled.await();
            }
        } catch (IOException | InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            String text = bytes.toString(StandardCharsets.UTF_8);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                int length = Integer.parseInt(text.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
                return text + new String(in.readNBytes(length - (text.length() - end - 4)), StandardCharsets.UTF_8);
            }
            bytes.write(in.read());
        }
    }

    private OfrepFlag flag(String path, Duration limit) {
        URI base = URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
        return new OfrepFlag(base, "chaos-enabled", "s3cret", "pod-1", "checkout", limit, now::get);
    }

    private OfrepFlag flag() {
        return flag("", Duration.ofSeconds(2));
    }

    @Test
    void theFlagIsAskedAsThePublicProtocolSays() throws Exception {
        assertThat(flag("/proxy/", Duration.ofSeconds(2)).refusal()).isEmpty();
        String request = requests.poll(5, TimeUnit.SECONDS);
        assertThat(request)
                .startsWith("POST /proxy/ofrep/v1/evaluate/flags/chaos-enabled HTTP/1.1\r\n")
                .contains("Content-Type: application/json\r\n")
                .contains("Authorization: Bearer s3cret\r\n")
                .endsWith("{\"context\":{\"targetingKey\":\"pod-1\",\"service\":\"checkout\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"k\",\"value\":false}",
                "{\"key\":\"k\",\"value\":\"true\"}",
                "{\"key\":\"k\",\"value\":1}",
                "{\"key\":\"k\"}",
                "{\"value\":{\"value\":true}}",
                "[true]",
                "true",
                "{\"value\":true",
                "",
                "<html>"
            })
    void anyOtherValueForbids(String body) {
        answer = ok(body);
        assertThat(flag().refusal()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 304, 400, 401, 403, 404, 429, 500, 503})
    void anyOtherStatusForbids(int status) {
        answer = ok(TRUE).replace("200 OK", status + " X");
        assertThat(flag().refusal().orElseThrow()).contains("status " + status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "junk",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 2x0 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void malformedAnswersForbid(String malformed) {
        answer = malformed;
        assertThat(flag().refusal()).isPresent();
    }

    @Test
    void answersInChunksAndWithoutLengthAreRead() {
        answer =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"value\"\r\n6\r\n:true}\r\n0\r\n\r\n<stall>";
        assertThat(flag().refusal()).isEmpty();
        answer = "HTTP/1.0 200 OK\r\n\r\n" + TRUE;
        assertThat(flag().refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<stall>", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"value\":true}<stall>"})
    void noWholeAnswerInTimeForbids(String slow) {
        answer = slow;
        long begin = System.nanoTime();
        assertThat(flag("", Duration.ofMillis(200)).refusal().orElseThrow()).contains("within 200 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void nobodyListeningForbids() throws IOException {
        OfrepFlag flag = flag();
        server.close();
        assertThat(flag.refusal().orElseThrow()).contains("cannot be read");
    }

    @Test
    void atEveryArmingTheFlagIsReadAnew() {
        OfrepFlag flag = flag();
        assertThat(flag.refusal()).isEmpty();
        answer = ok("{\"value\":false}");
        assertThat(flag.refusal()).isPresent();
        answer = ok(TRUE);
        assertThat(flag.refusal()).isEmpty();
        assertThat(requests).hasSize(3);
    }

    @Test
    void betweenArmingsTheLastReadingServesForFiveSecondsAndIsThenRenewed() throws Exception {
        OfrepFlag flag = flag();
        assertThat(flag.latestRefusal()).isEmpty();
        answer = ok("{\"value\":false}");
        now.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(flag.latestRefusal()).isEmpty();
        assertThat(requests).hasSize(1);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(flag.latestRefusal()).as("does not wait").isEmpty();
        requests.poll(5, TimeUnit.SECONDS);
        assertThat(requests.poll(5, TimeUnit.SECONDS)).isNotNull();
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(flag.latestRefusal()).as("nobody asked for long").isPresent();
    }

    @Test
    void theGateFollowsTheFlag() {
        Settings settings = Settings.read(
                "enabled=true,flag.url=http://127.0.0.1:" + server.getLocalPort(),
                new java.util.Properties(),
                Map.of());
        ConsentGate gate = new ConsentGate(settings);
        assertThat(gate.refusal()).isEmpty();
        answer = ok(TRUE).replace("200 OK", "404 Not Found");
        assertThat(gate.refusal().orElseThrow()).contains("chaos-enabled").contains("404");
        gate.latch();
        int before = requests.size();
        assertThat(gate.refusal().orElseThrow()).contains("latched");
        assertThat(requests).hasSize(before);
    }
}
