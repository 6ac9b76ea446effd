package io.github.chaos4j.it.client.http;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import io.github.chaos4j.it.ClientContract;
import io.github.chaos4j.it.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every HTTP client does under a fault, beside the rest. */
abstract class HttpContract extends ClientContract {
    /** Long enough for a first connection on a busy machine, and shorter than {@link #timeout()}. */
    static final Duration CONNECT_TIMEOUT = ofMillis(1500);

    PlainServer server;

    /** An answer, whichever client read it. */
    record Answer(int status, Header header, String body) {}

    /** The first value of a header, by name in any case. */
    @FunctionalInterface
    interface Header {
        Optional<String> first(String name);
    }

    /** With a client that has a connection to the server from its last call. */
    abstract Answer get(URI uri) throws Exception;

    /** With a client that has none. */
    abstract Answer getOnNewConnection(URI uri) throws Exception;

    /** How failures of connecting look. */
    abstract Map<ErrorKind, Consumer<Throwable>> connectFailures();

    /** What the client throws when its {@link #CONNECT_TIMEOUT} passes. */
    abstract void assertConnectTimedOut(Throwable failure);

    @BeforeEach
    void startServer() throws Exception {
        server = new PlainServer(head -> head.startsWith("GET /mute") ? null : PlainServer.ok("hello"));
        get(server.uri("/warm"));
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected Target target() {
        return Target.http("127.0.0.1:" + server.port());
    }

    @Override
    protected Duration timeout() {
        return ofSeconds(2);
    }

    @Override
    protected Object call() throws Exception {
        return get(server.uri("/items/42?page=2")).body();
    }

    @Test
    void getsTheFaultsAnswerInsteadOfTheServers() throws Exception {
        Fault busy = Fault.response(418)
                .header("X-Tea", "green")
                .header("Content-Type", "text/tea")
                .body("short and stout");
        int before = server.requests();
        try (ArmedFault fault = Chaos.arm(busy.on(target()))) {
            Answer answer = get(server.uri("/items/42"));

            assertThat(answer.status()).isEqualTo(418);
            assertThat(answer.header().first("x-tea")).contains("green");
            assertThat(answer.header().first("content-type")).contains("text/tea");
            assertThat(answer.header().first("content-length")).contains("15");
            assertThat(answer.body()).isEqualTo("short and stout");
            assertThat(fault.injected()).isEqualTo(1);
            assertThat(server.requests()).isEqualTo(before);
        }
        assertThat(get(server.uri("/items/42")).body()).isEqualTo("hello");
    }

    @Test
    void getsADelayedAnswerOnceItsDelayIsOver() {
        Fault late = Fault.parse("response http status=429 header.Retry-After=7 delay=200ms");
        try (ArmedFault fault = Chaos.arm(late.on(target()))) {
            Outcome outcome = Outcome.of(() -> get(server.uri("/")));
            Answer answer = (Answer) outcome.assertPassed().value();

            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header().first("retry-after")).contains("7");
            assertThat(answer.body()).isEmpty();
            outcome.assertTook(ofMillis(200), ofMillis(900));
        }
    }

    @Test
    void anErrorWithoutKindIsServiceUnavailable() throws Exception {
        try (ArmedFault fault = Chaos.arm(Fault.error().on(target()))) {
            assertThat(get(server.uri("/")).status()).isEqualTo(503);
        }
        try (ArmedFault fault =
                Chaos.arm(Fault.parse("error http kind=status status=502").on(target()))) {
            assertThat(get(server.uri("/")).status()).isEqualTo(502);
        }
    }

    @Test
    void hitsTheMethodPathAndHeaderThatItNames() throws Exception {
        Target items = target().method("get").path("/items/{}").where("header.X-Tenant", "shop-*");
        try (ArmedFault fault = Chaos.arm(Fault.response(404).on(items))) {
            assertThat(get(server.uri("/items/42?page=2")).status()).isEqualTo(404);
            assertThat(get(server.uri("/items/42/lines")).status()).isEqualTo(200);
            assertThat(get(server.uri("/orders/42")).status()).isEqualTo(200);
            assertThat(fault.injected()).isEqualTo(1);
        }
        Target posts = target().method("POST");
        try (ArmedFault fault = Chaos.arm(Fault.response(404).on(posts))) {
            assertThat(get(server.uri("/items/42")).status()).isEqualTo(200);
        }
    }

    @Test
    void isNamedByItsHostAlone() throws Exception {
        try (ArmedFault fault = Chaos.arm(Fault.response(404).on(Target.http("127.0.0.1")))) {
            assertThat(get(server.uri("/")).status()).isEqualTo(404);
        }
    }

    @TestFactory
    Stream<DynamicTest> failsToConnectAsTheRealClientDoes() {
        return connectFailures().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey().word(), () -> {
                    Target connect = target().operation("connect");
                    try (ArmedFault fault = Chaos.arm(Fault.error(each.getKey()).on(connect))) {
                        assertThat(get(server.uri("/")).body())
                                .as("on the live connection")
                                .isEqualTo("hello");
                        assertThat(fault.matched()).isZero();

                        each.getValue()
                                .accept(Outcome.of(() -> getOnNewConnection(server.uri("/")))
                                        .assertFailed());
                        assertThat(fault.injected()).isPositive();
                    }
                    Outcome.of(() -> getOnNewConnection(server.uri("/"))).assertPassed();
                }));
    }

    @Test
    void refusedMeansTheConnectionEvenIfNoOperationIsNamed() throws Exception {
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.REFUSED).on(target()))) {
            assertThat(get(server.uri("/")).body()).isEqualTo("hello");
            connectFailures()
                    .get(ErrorKind.REFUSED)
                    .accept(Outcome.of(() -> getOnNewConnection(server.uri("/")))
                            .assertFailed());
        }
    }

    @Test
    void aSlowConnectionCostsItsLatencyOnce() {
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(200)).on(target().operation("connect")))) {
            Outcome.of(() -> getOnNewConnection(server.uri("/")))
                    .assertPassed()
                    .assertTook(ofMillis(200), ofMillis(1200));
            assertThat(slow.injected()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionSlowerThanTheConnectTimeoutTimesOut() {
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofSeconds(5)).on(target().operation("connect")))) {
            Outcome outcome = Outcome.of(() -> getOnNewConnection(server.uri("/")));
            assertConnectTimedOut(outcome.assertFailed());
            outcome.assertTook(ofMillis(1400), ofMillis(2800));
        }
    }

    /** 1,200 ms of latency leave 800 of 2,000 ms to a server that does not answer. */
    @Test
    void aLatencyIsTakenOffTheTimeLeft() {
        try (ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(1200)).on(target()))) {
            Outcome outcome = Outcome.of(() -> get(server.uri("/mute")));
            // by the client itself, in whatever state its own race left it
            Throwable failure = outcome.assertFailed();
            assertThat(failure instanceof ExecutionException ? failure.getCause() : failure)
                    .isInstanceOfAny(HttpTimeoutException.class, InterruptedIOException.class);
            outcome.assertTook(ofMillis(1900), ofMillis(2900));
        }
    }
}
