package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.api.Effect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/** An answer that no server gave. Its body is what the caller's own handler makes of the bytes. */
record JdkHttpAnswer<T>(int statusCode, HttpRequest request, HttpHeaders headers, HttpClient.Version version, T body)
        implements HttpResponse<T> {

    private record Head(int statusCode, HttpHeaders headers, HttpClient.Version version)
            implements HttpResponse.ResponseInfo {}

    /** Runs the handler on this thread; the future is done when its body is. */
    static <T> CompletableFuture<HttpResponse<T>> of(
            Effect.Response answer, HttpRequest request, BodyHandler<T> handler) {
        Map<String, List<String>> headers = Answers.headers(answer).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        Head head = new Head(
                answer.status(),
                HttpHeaders.of(headers, (name, value) -> true),
                request.version().orElse(HttpClient.Version.HTTP_1_1));
        BodySubscriber<T> subscriber = handler.apply(head);
        subscriber.onSubscribe(new Bytes(subscriber, Answers.body(answer, request.method())));
        return subscriber
                .getBody()
                .<HttpResponse<T>>thenApply(
                        body -> new JdkHttpAnswer<>(head.statusCode, request, head.headers, head.version, body))
                .toCompletableFuture();
    }

    @Override
    public Optional<HttpResponse<T>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public String toString() {
        return "(" + request.method() + " " + uri() + ") " + statusCode;
    }

    /** The whole body with the first demand. */
    private static final class Bytes implements Flow.Subscription {
        private final BodySubscriber<?> subscriber;
        private final byte[] bytes;
        private boolean isDone;

        Bytes(BodySubscriber<?> subscriber, byte[] bytes) {
            this.subscriber = subscriber;
            this.bytes = bytes;
        }

        @Override
        public void request(long demand) {
            if (!finish()) {
                return;
            }
            if (demand <= 0) {
                subscriber.onError(new IllegalArgumentException("demand " + demand + " is not positive"));
                return;
            }
            if (bytes.length > 0) {
                subscriber.onNext(List.of(ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
            }
            subscriber.onComplete();
        }

        @Override
        public void cancel() {
            finish();
        }

        private synchronized boolean finish() {
            boolean first = !isDone;
            isDone = true;
            return first;
        }
    }
}
