package io.github.chaos4j.agent.control;

import io.github.chaos4j.api.InvalidFaultException;
import io.github.chaos4j.api.text.Json;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A boolean feature flag read over OFREP, OpenFeature's remote evaluation protocol
 * (https://github.com/open-feature/protocol, service/openapi.yaml: {@code POST /ofrep/v1/evaluate/flags/{key}}).
 * Chaos is allowed while it answers 200 with {@code value} true, whatever the reason for another answer is.
 */
final class OfrepFlag {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private record Reading(long at, Optional<String> refusal) {}

    private final PlainHttp http;
    private final String key;
    private final String body;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Duration limit;
    private final LongSupplier clock;
    private volatile @Nullable Reading latest;
    private @Nullable CompletableFuture<Optional<String>> asked;

    OfrepFlag(URI base, String key, String token, String instance, String service, Duration limit, LongSupplier clock) {
        String path = base.getRawPath() == null ? "" : base.getRawPath();
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String name = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
        this.http = new PlainHttp(base, prefix + "/ofrep/v1/evaluate/flags/" + name);
        this.key = key;
        this.limit = limit;
        this.clock = clock;
        Map<String, String> context = new LinkedHashMap<>();
        context.put("targetingKey", instance);
        context.put("service", service);
        this.body = Json.write(Map.of("context", context));
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
    }

    static OfrepFlag of(String url, Settings settings) {
        return new OfrepFlag(
                URI.create(url),
                settings.text(Setting.FLAG_KEY).orElse("chaos-enabled"),
                settings.text(Setting.FLAG_TOKEN).orElse(""),
                settings.instance(),
                settings.service(),
                LIMIT,
                System::nanoTime);
    }

    /** Why the flag forbids chaos; empty if it allows it. Waits at most as long as the limit in all. */
    Optional<String> refusal() {
        try {
            return asking().get();
        } catch (ExecutionException e) {
            return Optional.of("the feature flag " + key + " cannot be read: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("reading the feature flag " + key + " was interrupted");
        }
    }

    /** As read in the last five seconds; a new read begins meanwhile. Waits only if nobody asked for long. */
    Optional<String> latestRefusal() {
        Reading reading = latest;
        long age = reading == null ? Long.MAX_VALUE : clock.getAsLong() - reading.at();
        if (reading == null || age > 2 * FRESH_NANOS) {
            return refusal();
        }
        if (age > FRESH_NANOS) {
            asking();
        }
        return reading.refusal();
    }

    /** The read under way, or a new one: resolving a name can take longer than anybody should wait for it. */
    private synchronized CompletableFuture<Optional<String>> asking() {
        CompletableFuture<Optional<String>> current = asked;
        if (current != null && !current.isDone()) {
            return current;
        }
        CompletableFuture<Optional<String>> started = new CompletableFuture<>();
        CompletableFuture<Optional<String>> read = started.completeOnTimeout(
                        late(), limit.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(this::note);
        Thread thread = new Thread(null, () -> ask(started), "chaos-flag", 0, false);
        thread.setDaemon(true);
        thread.start();
        asked = read;
        return read;
    }

    private Optional<String> late() {
        return Optional.of("the feature flag " + key + " did not answer within " + limit.toMillis() + " ms");
    }

    private Optional<String> note(Optional<String> refusal) {
        latest = new Reading(clock.getAsLong(), refusal);
        return refusal;
    }

    private void ask(CompletableFuture<Optional<String>> answer) {
        try {
            PlainHttp.Answer got = http.post(body, headers, limit);
            answer.complete(judge(got));
        } catch (SocketTimeoutException e) {
            answer.complete(late());
        } catch (IOException | RuntimeException | LinkageError e) {
            answer.complete(Optional.of("the feature flag " + key + " cannot be read: " + e));
        }
    }

    private Optional<String> judge(PlainHttp.Answer answer) {
        if (answer.status() != 200) {
            return Optional.of("the feature flag " + key + " answered status " + answer.status());
        }
        try {
            boolean allowed =
                    Document.read(answer.body()) instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("value"));
            return allowed ? Optional.empty() : Optional.of("the feature flag " + key + " is not true");
        } catch (InvalidFaultException e) {
            return Optional.of("the feature flag " + key + " answered something that is no JSON");
        }
    }
}
