package io.github.chaos4j.samples.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What customers do: out of ten, four look at a product, four buy one and two look at what they bought. Thread-safe. */
final class Shop {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Few enough that in each window before an act every one is asked for, and its price known. */
    private static final int PRODUCTS = 20;

    private static final int REMEMBERED = 50;

    private final URI service;
    private final HttpClient http;
    private final Random random = new Random(1);
    private final Deque<String> bought = new ArrayDeque<>();
    private int product;

    static {
        // Below the 20 s after which the service closes an idle connection: an order sent at that moment would fail,
        // and the client may not send it again.
        System.setProperty("jdk.httpclient.keepalive.timeout", "5");
    }

    Shop(URI service) {
        this.service = service;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    /** Makes one call, and returns at once. */
    CompletableFuture<Void> visit(CustomerCall call) {
        return http.sendAsync(next().timeout(PATIENCE).build(), BodyHandlers.discarding())
                .handle((response, failure) -> {
                    if (response == null) {
                        call.failed(reason(failure));
                    } else {
                        answered(call, response);
                    }
                    return null;
                });
    }

    /** Whether an order that was accepted earlier is in the database now. */
    boolean isStored(String order) throws InterruptedException {
        try {
            HttpResponse<Void> response = http.send(get(order).timeout(PATIENCE).build(), BodyHandlers.discarding());
            return response.statusCode() == 200 && servedBy(response).equals("live");
        } catch (IOException e) {
            return false;
        }
    }

    private void answered(CustomerCall call, HttpResponse<?> response) {
        String order = response.headers().firstValue("Location").orElse("");
        int status = response.statusCode();
        if (status >= 300) {
            call.failed("HTTP " + status);
            return;
        }
        if (!order.isEmpty()) {
            remember(order);
        }
        call.succeeded(servedBy(response).equals("fallback"), status == 202 ? order : "");
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getClass().getSimpleName();
    }

    private static String servedBy(HttpResponse<?> response) {
        return response.headers().firstValue("X-Served-By").orElse("");
    }

    private synchronized HttpRequest.Builder next() {
        product = product % PRODUCTS + 1;
        int kind = random.nextInt(10);
        if (kind < 4) {
            return get("/products/" + product);
        }
        if (kind < 6 && !bought.isEmpty()) {
            return get(bought.peekLast());
        }
        return HttpRequest.newBuilder(service.resolve("/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"productId\":\"" + product + "\",\"quantity\":1}"));
    }

    private synchronized void remember(String order) {
        bought.addLast(order);
        if (bought.size() > REMEMBERED) {
            bought.removeFirst();
        }
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(service.resolve(path));
    }
}
