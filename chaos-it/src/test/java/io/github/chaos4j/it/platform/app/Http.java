package io.github.chaos4j.it.platform.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** One request of the JDK's client, to where nobody listens: an answer can only be made up. */
public final class Http {
    private Http() {}

    /** The status, or the class of what it threw. */
    public static String run() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:9/prices")).build();
        try {
            return "status "
                    + HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode();
        } catch (IOException failure) {
            return failure.getClass().getName();
        }
    }
}
