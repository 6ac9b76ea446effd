package io.github.chaos4j.agent.client.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Deferral.Ending;
import io.github.chaos4j.agent.spi.Delivery;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class JdkHttpTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final JdkHttp.Adapter adapter = new JdkHttp.Adapter();
    private final HttpRequest request = HttpRequest.newBuilder(URI.create("http://product:8081/items/42?page=2"))
            .timeout(Duration.ofSeconds(3))
            .header("Accept", "text/plain")
            .build();
    private final HeldDeferral deferral = new HeldDeferral();

    /** What happened on a real network. */
    record Real(String call, ErrorKind kind, List<String> chain, String whenComplete) {}

    @SuppressWarnings("unchecked")
    static Stream<Real> realFailures() throws IOException {
        try (InputStream json = JdkHttpTest.class.getResourceAsStream("jdk-real-failures.json")) {
            Object cells = new Load(LoadSettings.builder().build()).loadFromInputStream(json);
            return ((List<Map<String, Object>>) cells)
                    .stream()
                            .map(cell -> new Real(
                                    (String) cell.get("call"),
                                    ErrorKind.of((String) cell.get("kind")).orElseThrow(),
                                    (List<String>) cell.get("chain"),
                                    (String) cell.get("whenComplete")));
        }
    }

    @ParameterizedTest
    @MethodSource("realFailures")
    void aFailureLooksLikeTheRealOne(Real real) {
        Invocation call = call(real.call(), BodyHandlers.discarding());
        Throwable failure = adapter.failure(real.kind(), call);

        if (real.call().equals("send")) {
            assertThat(Calls.chain(failure)).isEqualTo(real.chain());
            return;
        }
        CompletableFuture<HttpResponse<Object>> future = deferred(call);
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CompletableFuture<?> dependent = future.whenComplete((response, thrown) -> seen.set(thrown));
        deferral.end(new Ending.Fail(failure));

        assertThat(Calls.chain(catchThrowable(() -> future.get(10, SECONDS)))).isEqualTo(real.chain());
        assertThat(catchThrowable(dependent::join)).isInstanceOf(CompletionException.class);
        assertThat(seen.get().getClass().getName()).isEqualTo(real.whenComplete());
    }

    @Test
    void aCallIsNamedByItsUrlAndToldByItsRequest() {
        Invocation call = call("send", BodyHandlers.discarding());

        assertThat(adapter.peer(call.hook(), CLIENT, call.args()).names()).containsExactly("product", "product:8081");
        assertThat(adapter.details(call).get("method")).isEqualTo("GET");
        assertThat(adapter.details(call).get("path")).isEqualTo("/items/42");
        assertThat(adapter.details(call).get("header.accept")).isEqualTo("text/plain");
        assertThat(adapter.details(call).all()).isEqualTo(Map.of("method", "GET", "path", "/items/{}"));
    }

    @Test
    void waitsNoLongerThanTheRequestsOwnTimeouts() {
        Invocation call = call("send", BodyHandlers.discarding());
        HttpRequest patient = HttpRequest.newBuilder(request.uri()).build();
        HttpClient withoutTimeout = HttpClient.newHttpClient();

        assertThat(adapter.patience(ErrorKind.TIMEOUT, call)).isEqualTo(SECONDS.toNanos(3));
        assertThat(adapter.patience(ErrorKind.CONNECT_TIMEOUT, call)).isEqualTo(SECONDS.toNanos(1));
        assertThat(adapter.patience(Calls.of(JdkHttp.Adapter.class, "send", withoutTimeout, patient, null)))
                .isEqualTo(CallAdapter.FOREVER);
    }

    @Test
    void aWaitIsTakenOffTheTimeoutOfTheRequestAndNothingElseChanges() {
        Invocation call = call("send", BodyHandlers.discarding());

        adapter.waited(call, MILLISECONDS.toNanos(1200));

        HttpRequest sent = (HttpRequest) call.args()[0];
        assertThat(sent.timeout()).contains(Duration.ofMillis(1800));
        assertThat(sent).isEqualTo(request);
    }

    @Test
    void sendIsInterruptedAndADeferredCallIsNot() {
        assertThat(adapter.interrupted(call("send", BodyHandlers.discarding())))
                .isInstanceOf(InterruptedException.class);
        assertThat(adapter.interrupted(call("sendAsync", BodyHandlers.discarding())))
                .isNull();
    }

    static Stream<BodyHandler<?>> handlers() {
        return Stream.of(
                BodyHandlers.ofString(),
                BodyHandlers.ofByteArray(),
                BodyHandlers.ofInputStream(),
                BodyHandlers.ofLines(),
                BodyHandlers.buffering(BodyHandlers.ofString(), 2));
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void anAnswersBodyIsMadeByTheCallersHandler(BodyHandler<?> handler) throws Exception {
        HttpResponse<?> response = (HttpResponse<?>) adapter.respond(answer(503, "busy"), call("send", handler));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).contains("7");
        assertThat(response.headers().firstValue("content-length")).contains("4");
        assertThat(response.uri()).isEqualTo(request.uri());
        assertThat(response.request()).isEqualTo(request);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(response.previousResponse()).isEmpty();
        assertThat(text(response.body())).isEqualTo("busy");
    }

    @Test
    void anAnswerCanBeDiscardedAndCanBeEmpty() throws Exception {
        HttpResponse<?> discarded =
                (HttpResponse<?>) adapter.respond(answer(200, "busy"), call("send", BodyHandlers.discarding()));
        HttpResponse<?> empty =
                (HttpResponse<?>) adapter.respond(Effect.Response.of(204), call("send", BodyHandlers.ofString()));

        assertThat(discarded.body()).isNull();
        assertThat(empty.body()).isEqualTo("");
        assertThat(empty.headers().map()).isEmpty();
    }

    @Test
    void aHandlerThatFailsFailsTheCallAsTheClientWould() {
        Invocation call = call(
                "send",
                head -> HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.discarding(), nothing -> {
                    throw new IllegalStateException("no such body");
                }));

        assertThatThrownBy(() -> adapter.respond(answer(200, ""), call))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("no such body");
    }

    @Test
    void aDeferredAnswerArrivesThroughTheFuture() throws Exception {
        CompletableFuture<HttpResponse<Object>> future = deferred(call("sendAsync", BodyHandlers.ofString()));
        assertThat(future).isNotDone();

        deferral.end(new Ending.Answer(answer(503, "busy")));

        assertThat(future.get(10, SECONDS).body()).isEqualTo("busy");
        assertThat(deferral.undisturbed).isZero();
    }

    @Test
    void aDeferredCallIsReallySentOnceItMay() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<HttpResponse<Object>> future = deferred(to(server, "sendAsync"));
            deferral.end(new Ending.Pass(MILLISECONDS.toNanos(5)));
            OneAnswer.give(server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

            assertThat(future.get(10, SECONDS).body()).isEqualTo("ok");
            assertThat(deferral.undisturbed).isEqualTo(1);
        }
    }

    @Test
    void cancellingADerivedFutureCancelsTheWait() {
        CompletableFuture<HttpResponse<Object>> future = deferred(call("sendAsync", BodyHandlers.ofString()));

        assertThat(future.thenApply(HttpResponse::body).cancel(true)).isTrue();

        assertThat(deferral.isCancelled).isTrue();
        assertThatThrownBy(() -> future.get(10, SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancellingWithoutInterruptLeavesTheExchangeAlone() {
        CompletableFuture<HttpResponse<Object>> future = deferred(call("sendAsync", BodyHandlers.ofString()));

        assertThat(future.cancel(false)).isTrue();

        assertThat(deferral.isCancelled).isFalse();
    }

    @Test
    void cancellingAfterTheWaitCancelsTheRealExchange() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<HttpResponse<Object>> future = deferred(to(server, "sendAsync"));
            deferral.end(new Ending.Pass(1));
            try (var accepted = server.accept()) {
                accepted.setSoTimeout(10_000);
                assertThat(accepted.getInputStream().read()).isEqualTo('G');

                assertThat(future.cancel(true)).isTrue();

                assertThat(new String(accepted.getInputStream().readAllBytes())).startsWith("ET /x");
            }
        }
    }

    @Test
    void theInsideOfThisJdksClientIsKnown() {
        JdkHttpInternals internals = JdkHttpInternals.ifAccessible();

        assertThat(internals).isNotNull();
    }

    private Invocation call(String label, BodyHandler<?> handler) {
        return Calls.of(JdkHttp.Adapter.class, label, CLIENT, request, handler);
    }

    private static Invocation to(ServerSocket server, String label) {
        URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x");
        return Calls.of(
                JdkHttp.Adapter.class,
                label,
                inside(),
                HttpRequest.newBuilder(uri).build(),
                BodyHandlers.ofString());
    }

    /** The client behind the one that the application holds: the woven one. */
    private static HttpClient inside() {
        try {
            var impl = CLIENT.getClass().getDeclaredField("impl");
            impl.setAccessible(true);
            return (HttpClient) impl.get(CLIENT);
        } catch (ReflectiveOperationException changed) {
            throw new AssertionError(changed);
        }
    }

    @SuppressWarnings("unchecked")
    private CompletableFuture<HttpResponse<Object>> deferred(Invocation call) {
        Invocation inner = new Invocation(call.hook(), inside(), call.args(), call.peer());
        return (CompletableFuture<HttpResponse<Object>>) ((Delivery.Skip) adapter.defer(inner, deferral)).result();
    }

    private static Effect.Response answer(int status, String body) {
        return new Effect.Response(status, new TreeMap<>(Map.of("Retry-After", "7")), body, null);
    }

    private static String text(Object body) throws IOException {
        if (body instanceof byte[] bytes) {
            return new String(bytes);
        }
        if (body instanceof InputStream in) {
            return new String(in.readAllBytes());
        }
        return body instanceof Stream<?> lines ? (String) lines.findFirst().orElseThrow() : (String) body;
    }
}
