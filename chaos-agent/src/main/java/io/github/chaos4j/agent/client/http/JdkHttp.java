package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Deferral;
import io.github.chaos4j.agent.spi.Delivery;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own client, {@code java.net.http}. {@code send} waits on its thread, {@code sendAsync} and connecting
 * are deferred. Classes, messages and causes of failures are those of JDK 17 and 25.
 */
public final class JdkHttp implements ClientModule {
    private static final String INTERNAL = "jdk.internal.net.http";
    private static final String SEND = "send";

    @Override
    public String name() {
        return "jdk-http";
    }

    @Override
    public void register(Hooks hooks) {
        String request = "(Ljava/net/http/HttpRequest;Ljava/net/http/HttpResponse$BodyHandler;";
        hooks.on(INTERNAL + ".HttpClientImpl")
                .method("send", request + ")")
                .adapter("Adapter")
                .as(Operation.HTTP_REQUEST, SEND);
        hooks.on(INTERNAL + ".HttpClientImpl")
                .method("sendAsync", request + ")")
                .method("sendAsync", request + "Ljava/net/http/HttpResponse$PushPromiseHandler;)")
                .adapter("Adapter")
                .as(Operation.HTTP_REQUEST, "sendAsync");
        // Every new TCP connection, plain, tunnelled or below TLS, comes here; its failure meets the client's retry.
        hooks.on(INTERNAL + ".PlainHttpConnection")
                .methods("connectAsync")
                .adapter("Connecting")
                .as(Operation.HTTP_CONNECT);
    }

    /** The executor of a client that was built without one, and the request that a connection is for. */
    @Override
    public Set<String> opens() {
        return Set.of(INTERNAL);
    }

    /** One {@code send} or {@code sendAsync}. */
    public static final class Adapter implements CallAdapter {
        private final HttpPeers peers = new HttpPeers();
        private final @Nullable JdkHttpInternals internals = JdkHttpInternals.ifAccessible();

        @Override
        public @Nullable Peer peer(Hook hook, Object self, Object[] args) {
            return peerOf(((HttpRequest) args[0]).uri(), peers);
        }

        /** An overload passes the request on to the next; an authenticator that asks a server sends its own. */
        @Override
        public Object callKey(Object self, Object[] args) {
            return args[0];
        }

        @Override
        public Details details(Invocation call) {
            HttpRequest request = request(call);
            String path = request.uri().getRawPath();
            return new RequestDetails(request.method(), path == null ? "" : path, request.headers()::allValues);
        }

        @Override
        public long patience(Invocation call) {
            return nanos(request(call).timeout());
        }

        @Override
        public long patience(ErrorKind kind, Invocation call) {
            return kind == ErrorKind.CONNECT_TIMEOUT
                    ? Math.min(nanos(client(call).connectTimeout()), patience(call))
                    : patience(call);
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return new HttpTimeoutException("request timed out");
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            if (kind == ErrorKind.TIMEOUT) {
                return timedOut(call);
            }
            Throwable failure = JdkHttpFailures.of(kind);
            return isSend(call) ? JdkHttpFailures.asThrownBySend(failure) : failure;
        }

        /** {@code send} throws it with the flag cleared; nothing interrupts a deferred call. */
        @Override
        public @Nullable Throwable interrupted(Invocation call) {
            return isSend(call) ? new InterruptedException() : null;
        }

        @Override
        public void waited(Invocation call, long nanos) {
            call.args()[0] = withTimeLeft(request(call), nanos);
        }

        @Override
        public Object respond(Effect.Response answer, Invocation call) throws Exception {
            try {
                return answered(answer, call).get();
            } catch (ExecutionException failed) {
                Throwable cause = Objects.requireNonNull(failed.getCause());
                throw new IOException(cause.getMessage(), cause);
            }
        }

        @Override
        public boolean isDeferring(Hook hook, Object self) {
            return !hook.label().equals(SEND);
        }

        @Override
        public Delivery defer(Invocation call, Deferral deferral) {
            HttpClient client = client(call);
            Executor executor = internals == null ? publicExecutor(client) : internals.executor(client);
            Object facade = internals == null ? null : internals.facade(client);
            JdkHttpFuture<HttpResponse<Object>> response =
                    new JdkHttpFuture<>(new JdkHttpFuture.Cancelling(deferral, facade));
            deferral.onEnd(ending -> {
                if (ending instanceof Deferral.Ending.Fail fail) {
                    response.settle(CompletableFuture.failedFuture(fail.failure()));
                } else {
                    JdkHttpInternals.execute(executor, () -> goOn(ending, call, deferral, response));
                }
            });
            return new Delivery.Skip(response);
        }

        private static Executor publicExecutor(HttpClient client) {
            return client.executor().orElseGet(() -> new CompletableFuture<>().defaultExecutor());
        }

        private static void goOn(
                Deferral.Ending ending,
                Invocation call,
                Deferral deferral,
                JdkHttpFuture<HttpResponse<Object>> response) {
            try {
                if (ending instanceof Deferral.Ending.Answer answer) {
                    response.settle(answered(answer.response(), call));
                } else if (ending instanceof Deferral.Ending.Pass pass) {
                    response.follow(deferral.undisturbed(() -> resend(call, pass.waitedNanos())));
                }
            } catch (Throwable failure) {
                response.settle(CompletableFuture.failedFuture(failure));
            }
        }

        private static CompletableFuture<HttpResponse<Object>> resend(Invocation call, long waitedNanos) {
            HttpRequest request = withTimeLeft(request(call), waitedNanos);
            PushPromiseHandler<Object> push = call.args().length < 3 ? null : pushes(call.args()[2]);
            return client(call).sendAsync(request, handler(call), push);
        }

        private static CompletableFuture<HttpResponse<Object>> answered(Effect.Response answer, Invocation call) {
            return JdkHttpAnswer.of(answer, request(call), handler(call));
        }

        /** The request with what a wait has left of its timeout. */
        private static HttpRequest withTimeLeft(HttpRequest request, long waitedNanos) {
            if (request.timeout().isEmpty() || waitedNanos <= 0) {
                return request;
            }
            Duration left = request.timeout().get().minusNanos(waitedNanos);
            Duration timeout = left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
            return HttpRequest.newBuilder(request, (name, value) -> true)
                    .timeout(timeout)
                    .build();
        }

        private static boolean isSend(Invocation call) {
            return call.hook().label().equals(SEND);
        }

        private static HttpClient client(Invocation call) {
            return (HttpClient) call.self();
        }

        private static HttpRequest request(Invocation call) {
            return (HttpRequest) call.args()[0];
        }

        @SuppressWarnings("unchecked") // woven on the method whose parameter this is
        private static BodyHandler<Object> handler(Invocation call) {
            return (BodyHandler<Object>) call.args()[1];
        }

        @SuppressWarnings("unchecked")
        private static PushPromiseHandler<Object> pushes(Object handler) {
            return (PushPromiseHandler<Object>) handler;
        }
    }

    /** One new connection, whose failure the client maps and retries itself. */
    public static final class Connecting implements CallAdapter {
        private final HttpPeers peers = new HttpPeers();
        private final JdkHttpInternals internals = new JdkHttpInternals();

        /** By the request, as the application wrote it, also where the connection goes to a proxy. */
        @Override
        public @Nullable Peer peer(Hook hook, Object self, Object[] args) {
            return peerOf(internals.request(args[0]).uri(), peers);
        }

        /** The request's timeout runs while connecting, too. */
        @Override
        public long patience(Invocation call) {
            Object exchange = call.args()[0];
            return Math.min(
                    nanos(internals.remainingConnectTimeout(exchange)),
                    nanos(internals.request(exchange).timeout()));
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return JdkHttpFailures.of(ErrorKind.CONNECT_TIMEOUT);
        }

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return switch (kind) {
                case TIMEOUT -> timedOut(call);
                case RESET ->
                    JdkHttpFailures.caused(
                            new ConnectException("Connection reset"), new SocketException("Connection reset"));
                default -> JdkHttpFailures.of(kind);
            };
        }

        @Override
        public boolean isDeferring(Hook hook, Object self) {
            return true;
        }

        @Override
        public Delivery defer(Invocation call, Deferral deferral) {
            return new Delivery.Skip(internals.deferConnect(call.self(), call.args()[0], deferral));
        }
    }

    private static @Nullable Peer peerOf(URI uri, HttpPeers peers) {
        String host = uri.getHost();
        return host == null ? null : peers.of(host, HttpPeers.port(uri.getPort(), uri.getScheme()));
    }

    private static long nanos(Optional<Duration> timeout) {
        return timeout.map(Duration::toNanos).orElse(CallAdapter.FOREVER);
    }
}
