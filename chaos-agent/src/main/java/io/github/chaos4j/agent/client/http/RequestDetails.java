package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.spi.Details;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The match keys of an HTTP request: {@code method}, {@code path} and {@code header.<name>}.
 *
 * @param path    encoded, without the query
 * @param headers the values of the header of a name, in any case
 */
record RequestDetails(String method, String path, Function<String, List<String>> headers) implements Details {
    private static final String HEADER = "header.";

    /** What names one thing and not a kind of things: a number, a UUID, a hash or another long hexadecimal id. */
    private static final Pattern IDENTIFIER = Pattern.compile(
            "(?<=/)(?:[0-9]+|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,})(?=/|$)");

    @Override
    public @Nullable String get(String key) {
        if (key.startsWith(HEADER)) {
            List<String> values = headers.apply(key.substring(HEADER.length()));
            return values.isEmpty() ? null : String.join(", ", values);
        }
        return switch (key) {
            case "method" -> method;
            case "path" -> path;
            default -> null;
        };
    }

    /** Without the headers: they carry credentials. */
    @Override
    public Map<String, String> all() {
        return Map.of("method", method, "path", template(path));
    }

    /** The path with {@code {}} for each segment that identifies one thing. */
    static String template(String path) {
        return IDENTIFIER.matcher(path).replaceAll("{}");
    }
}
