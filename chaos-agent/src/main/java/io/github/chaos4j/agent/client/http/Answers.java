package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.api.Effect;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What an injected answer has in common over all HTTP clients. */
final class Answers {
    private Answers() {}

    /** The headers as a server would send them. */
    static Map<String, String> headers(Effect.Response answer) {
        Map<String, String> headers = new TreeMap<>(answer.headers());
        if (mayHaveBody(answer.status())) {
            headers.putIfAbsent("Content-Length", Integer.toString(bytes(answer).length));
        }
        return headers;
    }

    /** What follows the headers, in an answer to a request of this method. */
    static byte[] body(Effect.Response answer, String method) {
        return mayHaveBody(answer.status()) && !method.equals("HEAD") ? bytes(answer) : new byte[0];
    }

    private static byte[] bytes(Effect.Response answer) {
        String body = answer.body();
        return body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 9110 §6.4.1. */
    private static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }

    /** The reason phrase of RFC 9110 §15, or none. */
    static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 304 -> "Not Modified";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 429 -> "Too Many Requests";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "";
        };
    }
}
