package io.github.chaos4j.it.client.http;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.it.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** OkHttp by {@code execute}: failures as real ones were seen to look on 3.12.13, 3.14.9, 4.12.0 and 5.5.1. */
class OkHttpIT extends HttpContract {
    private final OkHttpClient client = newClient();
    private final AtomicReference<Call> underWay = new AtomicReference<>();

    static OkHttpClient newClient() {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT_TIMEOUT.toMillis(), MILLISECONDS)
                .readTimeout(2000, MILLISECONDS)
                .build();
    }

    /** Waits for the answer of the call. */
    Answer answer(Call call) throws Exception {
        try (Response response = call.execute()) {
            return read(response);
        }
    }

    static Answer read(Response response) throws IOException {
        String body = response.body().string();
        return new Answer(response.code(), name -> Optional.ofNullable(response.header(name)), body);
    }

    static Request request(URI uri) {
        return new Request.Builder()
                .url(uri.toString())
                .header("X-Tenant", "shop-7")
                .build();
    }

    @Override
    Answer get(URI uri) throws Exception {
        Call call = client.newCall(request(uri));
        underWay.set(call);
        return answer(call);
    }

    @Override
    Answer getOnNewConnection(URI uri) throws Exception {
        return answer(newClient().newCall(request(uri)));
    }

    @Override
    protected void assertTimedOut(Throwable failure) {
        assertThat(failure).isExactlyInstanceOf(SocketTimeoutException.class);
    }

    @Override
    void assertConnectTimedOut(Throwable failure) {
        assertThat(failure)
                .isExactlyInstanceOf(SocketTimeoutException.class)
                .hasMessage("Connect timed out")
                .hasNoCause();
    }

    @Override
    protected Map<ErrorKind, Consumer<Throwable>> failures() {
        return Map.of(
                ErrorKind.TIMEOUT,
                        failure -> assertThat(failure)
                                .isExactlyInstanceOf(SocketTimeoutException.class)
                                .hasMessage("timeout")
                                .cause()
                                .isExactlyInstanceOf(SocketException.class)
                                .hasMessage("Socket closed"),
                ErrorKind.CONNECT_TIMEOUT, this::assertConnectTimedOut,
                ErrorKind.RESET,
                        failure -> assertThat(failure)
                                .isExactlyInstanceOf(SocketException.class)
                                .hasMessage("Connection reset")
                                .hasNoCause());
    }

    @Override
    Map<ErrorKind, Consumer<Throwable>> connectFailures() {
        return Map.of(
                ErrorKind.REFUSED,
                        failure -> assertThat(failure)
                                .isExactlyInstanceOf(ConnectException.class)
                                .hasMessage("Failed to connect to /127.0.0.1:" + server.port())
                                .cause()
                                .isExactlyInstanceOf(ConnectException.class)
                                .hasMessage("Connection refused"),
                ErrorKind.UNKNOWN_HOST,
                        failure -> assertThat(failure)
                                .isExactlyInstanceOf(UnknownHostException.class)
                                .hasMessage("127.0.0.1: Name or service not known"),
                ErrorKind.CONNECT_TIMEOUT, this::assertConnectTimedOut);
    }

    @Override
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return Optional.of(failure ->
                assertThat(failure).isExactlyInstanceOf(SocketException.class).hasMessage("Closed by interrupt"));
    }

    @Override
    protected Stream<Cancelling> cancellings() {
        return Stream.of(new Cancelling(
                "Call.cancel",
                this::call,
                () -> underWay.get().cancel(),
                failure -> assertThat(failure)
                        .isExactlyInstanceOf(SocketException.class)
                        .hasMessage("Socket closed")));
    }

    /** The build runs these tests on four versions. */
    @Test
    void runsOnTheVersionMeant() {
        Map<String, String> onlyThere = Map.of(
                "oldest", "okhttp3.internal.connection.StreamAllocation",
                "okhttp3", "okhttp3.internal.connection.Transmitter",
                "okhttp4", "okhttp3.internal.connection.RealConnection$WhenMappings",
                "newest", "okhttp3.internal.connection.ConnectPlan");
        String meant = onlyThere.get(System.getProperty("clients", "newest"));

        assertThat(onlyThere.values().stream().filter(OkHttpIT::exists)).containsExactly(meant);
    }

    private static boolean exists(String className) {
        return OkHttpClient.class.getResource("/" + className.replace('.', '/') + ".class") != null;
    }

    @Test
    void aCallTimeoutEndsTheWaitAsOkHttpDoes() {
        OkHttpClient hurried =
                newClient().newBuilder().callTimeout(400, MILLISECONDS).build();
        try (ArmedFault hang = Chaos.arm(Fault.hang().on(target()))) {
            Outcome outcome = Outcome.of(() -> answer(hurried.newCall(request(server.uri("/")))));
            assertThat(outcome.assertFailed())
                    .isExactlyInstanceOf(InterruptedIOException.class)
                    .hasMessage("timeout")
                    .cause()
                    .hasMessage("Socket closed");
            outcome.assertTook(ofMillis(390), ofMillis(1000));
        }
    }

    @Test
    void cancellingEndsAConnectionThatHangs() throws Exception {
        OkHttpClient patient =
                newClient().newBuilder().connectTimeout(20_000, MILLISECONDS).build();
        try (ArmedFault hang = Chaos.arm(Fault.hang().on(target().operation("connect")))) {
            Call call = patient.newCall(request(server.uri("/")));
            Thread cancelling = new Thread(() -> {
                org.awaitility.Awaitility.await().until(() -> hang.matched() > 0);
                call.cancel();
            });
            cancelling.start();
            Outcome outcome = Outcome.of(() -> answer(call));
            cancelling.join();
            assertThat(outcome.assertFailed()).isInstanceOf(IOException.class);
            assertThat(outcome.elapsed()).isLessThan(java.time.Duration.ofSeconds(5));
        }
    }

    @Test
    void anInterceptorOfTheApplicationRetriesAnInjectedReset() throws Exception {
        OkHttpClient retrying = newClient()
                .newBuilder()
                .addInterceptor(chain -> {
                    try {
                        return chain.proceed(chain.request());
                    } catch (SocketException reset) {
                        return chain.proceed(chain.request());
                    }
                })
                .build();
        try (ArmedFault once =
                Chaos.arm(Fault.error(ErrorKind.RESET).on(target()).max(1))) {
            assertThat(answer(retrying.newCall(request(server.uri("/")))).body())
                    .isEqualTo("hello");
            assertThat(once.injected()).isEqualTo(1);
        }
    }

    @Test
    void whatAnAuthenticatorSendsIsACallOfItsOwn() throws Exception {
        try (PlainServer secret = new PlainServer(head -> head.contains("GET /login") || head.contains("Authorization:")
                        ? PlainServer.ok("token")
                        : PlainServer.unauthorized());
                ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(1)))) {
            OkHttpClient asking = newClient()
                    .newBuilder()
                    .authenticator((route, refused) -> {
                        try (Response login =
                                client.newCall(request(secret.uri("/login"))).execute()) {
                            return refused.request()
                                    .newBuilder()
                                    .header("Authorization", login.body().string())
                                    .build();
                        }
                    })
                    .build();

            assertThat(answer(asking.newCall(request(secret.uri("/secret")))).body())
                    .isEqualTo("token");
            assertThat(slow.injected()).isEqualTo(2);
        }
    }
}
