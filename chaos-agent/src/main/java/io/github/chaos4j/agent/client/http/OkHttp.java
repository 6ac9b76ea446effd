package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Details;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Hooks;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.agent.spi.VirtualThreads;
import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Operation;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.Route;
import okhttp3.internal.http.RealInterceptorChain;
import org.jspecify.annotations.Nullable;

/**
 * OkHttp 3.12 and later, 4 and 5. A request suffers where OkHttp's own innermost retries begin, inside the
 * application's interceptors: an application's retry interceptor retries an injected reset. {@code execute} and
 * {@code enqueue} both come there on a thread that may wait.
 */
public final class OkHttp implements ClientModule {
    private static final String INTERNAL = "okhttp3.internal.connection";

    @Override
    public String name() {
        return "okhttp";
    }

    @Override
    public void register(Hooks hooks) {
        hooks.on("okhttp3.internal.http.RetryAndFollowUpInterceptor")
                .methods("intercept")
                .adapter("Adapter")
                .as(Operation.HTTP_REQUEST);
        // Where a TCP connection is really made. Both throw into OkHttp's own search for the next route.
        hooks.on(INTERNAL + ".RealConnection") // 3 and 4
                .methods("connectSocket")
                .adapter("Connecting")
                .as(Operation.HTTP_CONNECT);
        hooks.on(INTERNAL + ".ConnectPlan") // 5
                .methods("connectSocket")
                .adapter("Connecting")
                .as(Operation.HTTP_CONNECT);
        // A passing callTimeout cancels, too: on Transmitter in 3.14, on the call otherwise.
        hooks.on("okhttp3.RealCall", INTERNAL + ".RealCall", INTERNAL + ".Transmitter")
                .methods("cancel")
                .adapter("Adapter")
                .cancelling("cancel");
        hooks.on(INTERNAL + ".RealConnection", INTERNAL + ".ConnectPlan")
                .methods("cancel")
                .adapter("Connecting")
                .cancelling("cancel");
    }

    /** OkHttp 5 may stand on the module path. */
    @Override
    public Set<String> opens() {
        return Set.of(INTERNAL);
    }

    /** What all failures of OkHttp 3 to 5 have in common: class, message and cause as seen on 3.12, 3.14, 4.12 and 5.5. */
    private abstract static class Failing implements CallAdapter {
        final HttpPeers peers = new HttpPeers();

        /** As {@code ConnectException} writes it: {@code localhost/127.0.0.1:80}. */
        abstract String address(Invocation call);

        abstract String host(Invocation call);

        @Override
        public Throwable failure(ErrorKind kind, Invocation call) {
            return switch (kind) {
                case REFUSED ->
                    caused(
                            new ConnectException("Failed to connect to " + address(call)),
                            new ConnectException("Connection refused"));
                case UNKNOWN_HOST -> new UnknownHostException(host(call) + ": Name or service not known");
                case CONNECT_TIMEOUT -> new SocketTimeoutException("Connect timed out");
                case TIMEOUT -> timedOut(call);
                case RESET -> new SocketException("Connection reset");
                default -> throw new IllegalArgumentException("OkHttp has no failure " + kind);
            };
        }

        /** Cancelling closes the socket. After a call timeout, OkHttp wraps this in an InterruptedIOException. */
        @Override
        public Throwable cancelled(String label, Invocation call) {
            return new SocketException("Socket closed");
        }

        @Override
        public @Nullable Throwable interrupted(Invocation call) {
            if (!VirtualThreads.isCurrent()) {
                return null;
            }
            Thread.currentThread().interrupt(); // as the socket leaves it
            return new SocketException("Closed by interrupt");
        }

        static <T extends Throwable> T caused(T failure, Throwable cause) {
            failure.initCause(cause);
            return failure;
        }

        /** 0 is OkHttp's way to say no timeout. */
        static long nanos(long millis) {
            return millis == 0 ? FOREVER : TimeUnit.MILLISECONDS.toNanos(millis);
        }
    }

    /** One call, between the application's interceptors and OkHttp's own. */
    public static final class Adapter extends Failing {
        private static final long WATCHDOG_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

        private volatile boolean mayHaveTransmitter = true;

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            HttpUrl url = ((Interceptor.Chain) args[0]).request().url();
            return peers.of(url.host(), url.port());
        }

        @Override
        public Object callKey(Object self, Object[] args) {
            return ((Interceptor.Chain) args[0]).call();
        }

        @Override
        public Details details(Invocation call) {
            Request request = chain(call).request();
            return new RequestDetails(request.method(), request.url().encodedPath(), request::headers);
        }

        @Override
        public long patience(Invocation call) {
            return Math.min(nanos(chain(call).readTimeoutMillis()), callTimeout(call));
        }

        @Override
        public long patience(ErrorKind kind, Invocation call) {
            return kind == ErrorKind.CONNECT_TIMEOUT
                    ? Math.min(nanos(chain(call).connectTimeoutMillis()), callTimeout(call))
                    : patience(call);
        }

        /**
         * The call timeout runs from before our wait and ends it by cancelling, so that OkHttp makes its own exception
         * of it. This is for a call that was cancelled too early to end a wait, and for a watchdog that is late.
         */
        private static long callTimeout(Invocation call) {
            Call okCall = chain(call).call();
            long nanos = okCall.timeout().timeoutNanos();
            return okCall.isCanceled() ? 0 : nanos == 0 ? FOREVER : nanos + WATCHDOG_GRACE_NANOS;
        }

        @Override
        public Throwable timedOut(Invocation call) {
            SocketException closed = new SocketException("Socket closed");
            return callTimeout(call) < nanos(chain(call).readTimeoutMillis())
                    ? closed
                    : caused(new SocketTimeoutException("timeout"), closed);
        }

        @Override
        public void waited(Invocation call, long nanos) {
            int limit = chain(call).readTimeoutMillis();
            if (limit > 0) {
                long left = Math.max(1, limit - TimeUnit.NANOSECONDS.toMillis(nanos));
                call.args()[0] = chain(call).withReadTimeout((int) left, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public List<Object> cancelKeys(Invocation call) {
            if (mayHaveTransmitter) {
                try {
                    return List.of(chain(call).call(), ((RealInterceptorChain) chain(call)).transmitter());
                } catch (IncompatibleClassChangeError not314) { // no such method, or a module that does not export it
                    mayHaveTransmitter = false;
                }
            }
            return List.of(chain(call).call());
        }

        @Override
        public Object respond(Effect.Response answer, Invocation call) {
            Request request = chain(call).request();
            byte[] body = Answers.body(answer, request.method());
            Response.Builder response = new Response.Builder()
                    .request(request)
                    .protocol(Protocol.HTTP_1_1)
                    .code(answer.status())
                    .message(Answers.reason(answer.status()));
            Answers.headers(answer).forEach(response::header);
            String type = answer.headers().get("Content-Type");
            long now = System.currentTimeMillis();
            return response.body(ResponseBody.create(type == null ? null : MediaType.parse(type), body))
                    .sentRequestAtMillis(now)
                    .receivedResponseAtMillis(now)
                    .build();
        }

        @Override
        String address(Invocation call) {
            HttpUrl url = chain(call).request().url();
            return url.host() + ":" + url.port();
        }

        @Override
        String host(Invocation call) {
            return chain(call).request().url().host();
        }

        private static Interceptor.Chain chain(Invocation call) {
            return (Interceptor.Chain) call.args()[0];
        }
    }

    /** One TCP connection: {@code RealConnection} until OkHttp 4, {@code ConnectPlan} from 5 on. */
    public static final class Connecting extends Failing {
        private final OkHttpPlans plans = new OkHttpPlans();

        @Override
        public Peer peer(Hook hook, Object self, Object[] args) {
            HttpUrl url = route(self).address().url();
            return peers.of(url.host(), url.port());
        }

        @Override
        public long patience(Invocation call) {
            return nanos(
                    call.self() instanceof Connection ? (int) call.args()[0] : plans.connectTimeoutMillis(call.self()));
        }

        @Override
        public Throwable timedOut(Invocation call) {
            return failure(ErrorKind.CONNECT_TIMEOUT, call);
        }

        @Override
        public List<Object> cancelKeys(Invocation call) {
            return List.of(call.self());
        }

        @Override
        String address(Invocation call) {
            return route(call.self()).socketAddress().toString();
        }

        @Override
        String host(Invocation call) {
            return route(call.self()).address().url().host();
        }

        private Route route(Object self) {
            return self instanceof Connection connection ? connection.route() : plans.route(self);
        }
    }
}
