package io.github.chaos4j.it.client.http;

import static io.github.chaos4j.it.RealFailures.assertLooksLike;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.it.Outcome;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code java.net.http}, by {@code send}. */
class JdkHttpIT extends HttpContract {
    private static final String CELLS = "jdk-httpclient-send";

    private final HttpClient client = newClient();

    static HttpClient newClient() {
        return HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    }

    HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(timeout())
                .header("X-Tenant", "shop-7")
                .build();
    }

    static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers()::firstValue, response.body());
    }

    @Override
    Answer get(URI uri) throws Exception {
        return answer(client.send(request(uri), BodyHandlers.ofString()));
    }

    @Override
    Answer getOnNewConnection(URI uri) throws Exception {
        return answer(newClient().send(request(uri), BodyHandlers.ofString()));
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

    @Override
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.of(failure -> assertThat(failure).isInstanceOf(InterruptedException.class));
    }

    /** The client connects a second time by itself: as in reality, one refusal goes unseen. */
    @Test
    void oneRefusedConnectionIsMadeAgainByTheClient() {
        try (ArmedFault once =
                Chaos.arm(Fault.error(ErrorKind.REFUSED).on(target()).max(1))) {
            Outcome.of(() -> getOnNewConnection(server.uri("/"))).assertPassed();
            assertThat(once.injected()).isEqualTo(1);
        }
    }

    @Test
    void whatAnAuthenticatorSendsIsACallOfItsOwn() throws Exception {
        try (PlainServer secret = new PlainServer(head -> head.contains("GET /login") || head.contains("Authorization:")
                        ? PlainServer.ok("token")
                        : PlainServer.unauthorized());
                ArmedFault slow = Chaos.arm(Fault.latency(ofMillis(1)))) {
            HttpClient asking = HttpClient.newBuilder()
                    .authenticator(new Authenticator() {
                        @Override
                        protected PasswordAuthentication getPasswordAuthentication() {
                            String token = Outcome.of(() -> JdkHttpIT.this
                                            .get(secret.uri("/login"))
                                            .body())
                                    .assertPassed()
                                    .value()
                                    .toString();
                            return new PasswordAuthentication("me", token.toCharArray());
                        }
                    })
                    .build();

            assertThat(asking.send(request(secret.uri("/secret")), BodyHandlers.ofString())
                            .body())
                    .isEqualTo("token");
            assertThat(slow.injected()).isEqualTo(2);
        }
    }
}
