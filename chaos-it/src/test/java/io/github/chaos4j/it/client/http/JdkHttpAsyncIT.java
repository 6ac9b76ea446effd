package io.github.chaos4j.it.client.http;

import static io.github.chaos4j.it.RealFailures.assertLooksLike;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code java.net.http}, by {@code sendAsync}. */
class JdkHttpAsyncIT extends HttpContract {
    private static final String CELLS = "jdk-httpclient-sendAsync";
    private static final int MANY = 10_000;

    private final HttpClient client = JdkHttpIT.newClient();
    private final AtomicReference<CompletableFuture<?>> underWay = new AtomicReference<>();

    private HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(timeout())
                .header("X-Tenant", "shop-7")
                .build();
    }

    @Override
    Answer get(URI uri) throws Exception {
        CompletableFuture<HttpResponse<String>> response = client.sendAsync(request(uri), BodyHandlers.ofString());
        underWay.set(response);
        return JdkHttpIT.answer(response.get());
    }

    @Override
    Answer getOnNewConnection(URI uri) throws Exception {
        return JdkHttpIT.answer(JdkHttpIT.newClient()
                .sendAsync(request(uri), BodyHandlers.ofString())
                .get());
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertLooksLike(failure, CELLS, "response-timeout");
    }

    @Override
    void assertConnectTimedOut(Throwable failure) {
        assertLooksLike(failure, CELLS, "connect-timeout");
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT, this::assertTimedOut,
                ErrorKind.CONNECT_TIMEOUT, this::assertConnectTimedOut,
                ErrorKind.RESET, failure -> assertLooksLike(failure, CELLS, "reset-waiting-cold-GET"));
    }

    @Override
    Map<ErrorKind, Consumer<Throwable>> connectFailures() {
        return Map.of(
                ErrorKind.REFUSED, failure -> assertLooksLike(failure, CELLS, "connect-refused"),
                ErrorKind.UNKNOWN_HOST, failure -> assertLooksLike(failure, CELLS, "unknown-host"),
                ErrorKind.CONNECT_TIMEOUT, this::assertConnectTimedOut);
    }

    /** Of the thread that asks the future: the call itself has none. */
    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> assertThat(failure).isInstanceOf(InterruptedException.class));
    }

    @Override
    protected Stream<Cancelling> cancellings() {
        return Stream.of(new Cancelling(
                "CompletableFuture.cancel",
                this::call,
                () -> underWay.get().cancel(true),
                failure -> assertThat(failure).isInstanceOf(CancellationException.class)));
    }

    @Test
    void aCancelledCallIsNeverSent() throws Exception {
        int before = server.requests();
        try (ArmedFault slow =
                Chaos.arm(Fault.latency(ofMillis(300)).on(target()).max(1))) {
            CompletableFuture<?> response = client.sendAsync(request(server.uri("/given-up")), BodyHandlers.ofString());
            assertThat(response.cancel(true)).isTrue();

            assertThat(client.sendAsync(request(server.uri("/later")), BodyHandlers.ofString())
                            .get()
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(server.requests()).isEqualTo(before + 1);
    }

    @Test
    void aDependentSeesTheFailureAsAfterARealOne() {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        try (ArmedFault fault = Chaos.arm(Fault.error(ErrorKind.RESET).on(target()))) {
            CompletableFuture<?> dependent = client.sendAsync(request(server.uri("/")), BodyHandlers.ofString())
                    .whenComplete((response, failure) -> seen.set(failure));
            await().until(dependent::isDone);
        }
        assertThat(seen.get()).isInstanceOf(CompletionException.class).hasCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void anAnswersBodyIsMadeByEachHandler() throws Exception {
        try (ArmedFault fault = Chaos.arm(Fault.response(503).body("busy").on(target()))) {
            assertThat(body(BodyHandlers.ofString())).isEqualTo("busy");
            assertThat(body(BodyHandlers.ofByteArray())).isEqualTo("busy".getBytes());
            assertThat(((InputStream) body(BodyHandlers.ofInputStream())).readAllBytes())
                    .isEqualTo("busy".getBytes());
            assertThat(((Stream<?>) body(BodyHandlers.ofLines())).toList()).isEqualTo(List.of("busy"));
            assertThat(body(BodyHandlers.discarding())).isNull();
            assertThat(fault.injected()).isEqualTo(5);
        }
    }

    private Object body(HttpResponse.BodyHandler<?> handler) throws Exception {
        return client.sendAsync(request(server.uri("/")), handler).get().body();
    }

    /** And the overload with a push promise handler is the same call. */
    @Test
    void theOverloadsAreOneCall() throws Exception {
        try (ArmedFault fault = Chaos.arm(Fault.latency(ofMillis(1)).on(target()))) {
            client.sendAsync(request(server.uri("/")), BodyHandlers.ofString(), null)
                    .get();
            assertThat(fault.matched()).isEqualTo(1);
            client.sendAsync(request(server.uri("/")), BodyHandlers.ofString()).get();
            assertThat(fault.matched()).isEqualTo(2);
        }
    }

    @Test
    void tenThousandDeferredCallsTakeNoThreadButTheTimers() throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ExecutorService one = Executors.newSingleThreadExecutor(body -> {
            Thread thread = new Thread(body, "client");
            thread.setDaemon(true);
            return thread;
        });
        HttpClient many = HttpClient.newBuilder().executor(one).build();
        many.send(request(server.uri("/")), BodyHandlers.discarding());
        HttpRequest patient = HttpRequest.newBuilder(server.uri("/")).build();
        try (ArmedFault fault = Chaos.arm(Fault.hang().on(target()).lasting(ofSeconds(30)))) {
            many.sendAsync(patient, BodyHandlers.discarding());
            threads.resetPeakThreadCount();
            int before = threads.getPeakThreadCount();
            for (int i = 1; i < MANY; i++) {
                many.sendAsync(patient, BodyHandlers.discarding());
            }
            assertThat(fault.matched()).isEqualTo(MANY);
            assertThat(threads.getPeakThreadCount()).isLessThanOrEqualTo(before);
            one.shutdownNow();
        }
    }

    /** The client's own executor carries the call on: no thread of the agent's does client work. */
    @Test
    void goesOnWithTheClientsExecutor() throws Exception {
        AtomicReference<String> handler = new AtomicReference<>();
        ExecutorService one = Executors.newSingleThreadExecutor(body -> new Thread(body, "clients-own"));
        try (ArmedFault fault =
                Chaos.arm(Fault.parse("response http status=503 delay=50ms").on(target()))) {
            HttpClient own = HttpClient.newBuilder().executor(one).build();
            own.sendAsync(request(server.uri("/")), head -> {
                        handler.set(Thread.currentThread().getName());
                        return HttpResponse.BodySubscribers.discarding();
                    })
                    .get(10, SECONDS);
            assertThat(handler.get()).isEqualTo("clients-own");
        } finally {
            one.shutdownNow();
        }
    }
}
