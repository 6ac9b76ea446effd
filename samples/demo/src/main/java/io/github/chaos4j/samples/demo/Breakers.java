package io.github.chaos4j.samples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The states of the service's circuit breakers over time, as its own metrics tell them. Thread-safe. */
final class Breakers implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final Pattern STATE = Pattern.compile(
            "^resilience4j_circuitbreaker_state\\{(?=.*name=\"([^\"]+)\")(?=.*state=\"([^\"]+)\").*} 1\\.0",
            Pattern.MULTILINE);

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "breakers");
        thread.setDaemon(true);
        return thread;
    });

    private Breakers(URI service) {
        this.request = HttpRequest.newBuilder(
                        service.resolve("/actuator/prometheus?includedNames=resilience4j_circuitbreaker_state"))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    static Breakers watch(URI service) {
        Breakers breakers = new Breakers(service);
        breakers.timer.scheduleWithFixedDelay(breakers::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return breakers;
    }

    /** The states that were seen, in order and each once; empty if the service did not tell. */
    Set<String> states(String breaker, long from, long to) {
        Set<String> states = new LinkedHashSet<>();
        seen.stream()
                .filter(one -> one.breaker().equals(breaker) && one.at() - from >= 0 && one.at() - to <= 0)
                .forEach(one -> states.add(one.state()));
        return states;
    }

    /** The last moment since {@code from} at which it was seen in another state than closed, else {@code from}. */
    long lastNotClosed(String breaker, long from) {
        return seen.stream()
                .filter(one -> one.breaker().equals(breaker) && !one.state().equals("closed") && one.at() - from > 0)
                .mapToLong(Seen::at)
                .reduce(from, (earlier, later) -> later);
    }

    /** The state seen last; empty if none was. */
    String now(String breaker) {
        return seen.stream()
                .filter(one -> one.breaker().equals(breaker))
                .reduce((earlier, later) -> later)
                .map(Seen::state)
                .orElse("");
    }

    private void look() {
        try {
            HttpResponse<String> metrics = http.send(request, BodyHandlers.ofString());
            seen.addAll(parse(metrics.body(), System.nanoTime()));
        } catch (IOException unanswered) {
            // A service that does not answer has no state to show; the customers' figures say the rest.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<Seen> parse(String metrics, long at) {
        Matcher states = STATE.matcher(metrics);
        return states.results()
                .map(result -> new Seen(at, result.group(1), result.group(2).replace('_', '-')))
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    record Seen(long at, String breaker, String state) {}
}
