package io.github.chaos4j.agent.client.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

class OkHttpTest {
    private final OkHttp.Adapter adapter = new OkHttp.Adapter();
    private final OkHttp.Connecting connecting = new OkHttp.Connecting();

    @Test
    void aCallIsNamedByItsUrlAndToldByItsRequest() throws IOException {
        Invocation call = call(client());

        assertThat(adapter.peer(call.hook(), call.self(), call.args()).names())
                .containsExactly("product", "product:8081");
        assertThat(adapter.details(call).get("method")).isEqualTo("GET");
        assertThat(adapter.details(call).get("path")).isEqualTo("/items/42");
        assertThat(adapter.details(call).get("header.accept")).isEqualTo("text/plain");
        assertThat(adapter.details(call).all()).isEqualTo(Map.of("method", "GET", "path", "/items/{}"));
    }

    @Test
    void theCallObjectTellsCallsApartAndEndsTheirWaits() throws IOException {
        Invocation call = call(client());
        Call okCall = chain(call).call();

        assertThat(adapter.callKey(call.self(), call.args())).isSameAs(okCall);
        assertThat(adapter.cancelKeys(call)).first().isSameAs(okCall);
        assertThat(adapter.cancelKeys(call)).hasSize(2).last().asString().contains("Transmitter");
        assertThat(adapter.cancels(call.hook(), okCall, new Object[0])).isSameAs(okCall);
    }

    @Test
    void waitsNoLongerThanTheShortestOfTheClientsOwnTimeouts() throws IOException {
        Invocation call = call(client());
        Invocation hurried =
                call(client().newBuilder().callTimeout(200, MILLISECONDS).build());
        Invocation patient =
                call(client().newBuilder().readTimeout(0, MILLISECONDS).build());

        assertThat(adapter.patience(call)).isEqualTo(MILLISECONDS.toNanos(3000));
        assertThat(adapter.patience(ErrorKind.CONNECT_TIMEOUT, call)).isEqualTo(MILLISECONDS.toNanos(1000));
        assertThat(adapter.patience(hurried)).isBetween(MILLISECONDS.toNanos(200), MILLISECONDS.toNanos(400));
        assertThat(adapter.patience(patient)).isEqualTo(CallAdapter.FOREVER);
        chain(patient).call().cancel();
        assertThat(adapter.patience(patient)).isZero();
    }

    @Test
    void aWaitIsTakenOffTheReadTimeout() throws IOException {
        Invocation call = call(client());
        adapter.waited(call, MILLISECONDS.toNanos(1200));
        assertThat(chain(call).readTimeoutMillis()).isEqualTo(1800);

        adapter.waited(call, MILLISECONDS.toNanos(1800));
        assertThat(chain(call).readTimeoutMillis()).isEqualTo(1);
    }

    @Test
    void aTimeoutLooksLikeARealOne() throws IOException {
        try (ServerSocket mute = listen()) {
            Throwable real = failureOf(
                    mute.getLocalPort(),
                    client().newBuilder().readTimeout(50, MILLISECONDS).build());

            // OkHttp's watchdog closes the socket, or the socket's own timeout fires first: a race inside OkHttp.
            assertThat(Calls.chain(adapter.timedOut(call(client()))))
                    .isEqualTo(List.of(
                            "java.net.SocketTimeoutException: timeout", "java.net.SocketException: Socket closed"));
            assertThat(real).isInstanceOf(java.net.SocketTimeoutException.class);
            assertThat(adapter.failure(ErrorKind.TIMEOUT, call(client()))).hasMessage("timeout");
        }
    }

    @Test
    void aResetLooksLikeARealOne() throws Exception {
        try (ServerSocket resetting = listen()) {
            AtomicReference<Throwable> real = new AtomicReference<>();
            Thread caller = new Thread(() -> real.set(failureOf(resetting.getLocalPort(), client())));
            caller.start();
            try (Socket accepted = resetting.accept()) {
                accepted.getInputStream().read();
                accepted.setSoLinger(true, 0);
            }
            caller.join(10_000);

            assertThat(Calls.chain(adapter.failure(ErrorKind.RESET, call(client()))))
                    .isEqualTo(Calls.chain(real.get()));
        }
    }

    @Test
    void anUnknownHostLooksLikeARealOne() throws IOException {
        assertThat(Calls.chain(adapter.failure(ErrorKind.UNKNOWN_HOST, call(client()))))
                .isEqualTo(List.of("java.net.UnknownHostException: product: Name or service not known"));
    }

    @Test
    void aCancelledCallFailsAsARealOne() throws Exception {
        try (ServerSocket mute = listen()) {
            Call real = client().newCall(request("http://127.0.0.1:" + mute.getLocalPort() + "/x"));
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread caller = new Thread(() -> seen.set(catchThrowable(real::execute)));
            caller.start();
            try (Socket accepted = mute.accept()) {
                accepted.getInputStream().read();
                real.cancel();
                caller.join(10_000);
            }

            assertThat(Calls.chain(adapter.cancelled("cancel", call(client())))).isEqualTo(Calls.chain(seen.get()));
        }
    }

    @Test
    void aPlatformThreadWaitsThroughAnInterrupt() throws IOException {
        assertThat(adapter.interrupted(call(client()))).isNull();
    }

    @Test
    void anAnswerIsBuiltWithStatusHeadersAndBody() throws IOException {
        Effect.Response answer = new Effect.Response(
                503, new TreeMap<>(Map.of("Retry-After", "7", "Content-Type", "application/json")), "{}", null);

        try (Response response = (Response) adapter.respond(answer, call(client()))) {
            assertThat(response.code()).isEqualTo(503);
            assertThat(response.message()).isEqualTo("Service Unavailable");
            assertThat(response.header("retry-after")).isEqualTo("7");
            assertThat(response.header("content-length")).isEqualTo("2");
            assertThat(response.body().contentType()).isEqualTo(MediaType.get("application/json"));
            assertThat(response.body().string()).isEqualTo("{}");
        }
    }

    @Test
    void anAnswerWithoutBodyHasAnEmptyOne() throws IOException {
        try (Response response = (Response) adapter.respond(Effect.Response.of(204), call(client()))) {
            assertThat(response.body().string()).isEmpty();
            assertThat(response.headers().size()).isZero();
        }
    }

    /** Asks a connection that OkHttp itself has made. */
    @Test
    void aConnectionIsNamedByTheUrlAndRefusedLikeARealOne() throws Exception {
        int nobody;
        try (ServerSocket closed = listen()) {
            nobody = closed.getLocalPort();
        }
        Throwable real = failureOf(nobody, client());
        try (ServerSocket server = listen()) {
            CountDownLatch answered = new CountDownLatch(1);
            AtomicReference<Object> connection = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                OkHttpClient seeing = client().newBuilder()
                        .addNetworkInterceptor(chain -> {
                            connection.set(chain.connection());
                            return chain.proceed(chain.request());
                        })
                        .build();
                catchThrowable(() -> seeing.newCall(request("http://127.0.0.1:" + server.getLocalPort() + "/x"))
                        .execute()
                        .close());
                answered.countDown();
            });
            caller.start();
            OneAnswer.give(server, "HTTP/1.1 204 No Content\r\n\r\n");
            answered.await();
            Invocation call = Calls.of(OkHttp.Connecting.class, "", connection.get(), 700, 900, null, null);

            assertThat(connecting.peer(call.hook(), call.self(), call.args()).names())
                    .containsExactly("127.0.0.1", "127.0.0.1:" + server.getLocalPort());
            assertThat(connecting.patience(call)).isEqualTo(MILLISECONDS.toNanos(700));
            assertThat(connecting.cancelKeys(call)).isEqualTo(List.of(connection.get()));
            assertThat(connecting.timedOut(call)).hasMessage("Connect timed out");
            assertThat(withoutPort(connecting.failure(ErrorKind.REFUSED, call))).isEqualTo(withoutPort(real));
        }
    }

    private static List<String> withoutPort(Throwable failure) {
        return Calls.chain(failure).stream()
                .map(each -> each.replaceAll(":\\d+$", ":port"))
                .toList();
    }

    private static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static OkHttpClient client() {
        return new OkHttpClient.Builder()
                .readTimeout(3000, MILLISECONDS)
                .connectTimeout(1000, MILLISECONDS)
                .retryOnConnectionFailure(false)
                .build();
    }

    private static Request request(String url) {
        return new Request.Builder().url(url).header("Accept", "text/plain").build();
    }

    private static Throwable failureOf(int port, OkHttpClient client) {
        return catchThrowable(
                () -> client.newCall(request("http://127.0.0.1:" + port + "/x")).execute());
    }

    private static Interceptor.Chain chain(Invocation call) {
        return (Interceptor.Chain) call.args()[0];
    }

    /** With the chain that OkHttp would hand to its own first interceptor. */
    private static Invocation call(OkHttpClient client) throws IOException {
        AtomicReference<Interceptor.Chain> seen = new AtomicReference<>();
        Interceptor last = chain -> {
            seen.set(chain);
            return new Response.Builder()
                    .request(chain.request())
                    .protocol(okhttp3.Protocol.HTTP_1_1)
                    .code(204)
                    .message("")
                    .body(okhttp3.ResponseBody.create(null, ""))
                    .build();
        };
        client.newBuilder()
                .addInterceptor(last)
                .build()
                .newCall(request("http://product:8081/items/42?page=2"))
                .execute();
        return Calls.of(OkHttp.Adapter.class, "", new Object(), seen.get());
    }
}
