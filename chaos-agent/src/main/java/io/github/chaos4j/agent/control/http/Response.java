package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.api.FieldError;
import io.github.chaos4j.api.text.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param stream whether the connection stays open for server-sent events
 */
record Response(int status, String type, String body, Map<String, String> headers, boolean stream) {
    private static final String JSON = "application/json";

    static Response json(int status, @Nullable Object value) {
        return text(status, JSON, Json.write(value) + "\n");
    }

    static Response text(int status, String type, String body) {
        return new Response(status, type, body, Map.of(), false);
    }

    static Response empty() {
        return new Response(204, "", "", Map.of(), false);
    }

    /** The beginning of a stream of events. */
    static Response events() {
        return new Response(200, "text/event-stream", "", Map.of(), true);
    }

    static Response error(int status, String field, String value, String message) {
        return errors(status, List.of(new FieldError(field, value, message)));
    }

    static Response errors(int status, List<FieldError> errors) {
        List<Map<String, String>> list = new ArrayList<>();
        for (FieldError error : errors) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("field", error.field());
            fields.put("value", error.value());
            fields.put("message", error.message());
            list.add(fields);
        }
        return json(status, Map.of("errors", list));
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, type, body, more, stream);
    }

    /** As it goes over the wire. */
    ByteBuffer encoded(boolean keepsAlive, boolean withBody) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(status).append(' ').append(reason()).append("\r\n");
        if (!type.isEmpty()) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        if (!stream && status != 204) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        head.append("Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: ").append(keepsAlive ? "keep-alive" : "close").append("\r\n\r\n");
        byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer out = ByteBuffer.allocate(first.length + (withBody ? content.length : 0));
        out.put(first);
        if (withBody) {
            out.put(content);
        }
        return out.flip();
    }

    private String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 422 -> "Unprocessable Content";
            case 431 -> "Request Header Fields Too Large";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }
}
