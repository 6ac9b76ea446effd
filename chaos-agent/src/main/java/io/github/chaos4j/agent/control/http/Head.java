package io.github.chaos4j.agent.control.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Request line and headers (RFC 9112).
 *
 * @param path  as sent, without the query
 * @param query as sent, empty if there is none
 * @param headers by name in lower case; a repeated one joined with commas
 */
record Head(String method, String path, String query, boolean keepsAlive, Map<String, String> headers) {

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** @throws BadRequest if it is not HTTP/1.x */
    static Head parse(byte[] bytes, int length) {
        String[] lines = new String(bytes, 0, length, StandardCharsets.ISO_8859_1).split("\r?\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !isToken(words[0]) || !words[1].startsWith("/") || !words[2].startsWith("HTTP/1.")) {
            throw new BadRequest(400, "the request line is not METHOD /path HTTP/1.1");
        }
        Map<String, String> headers = headers(lines);
        int question = words[1].indexOf('?');
        return new Head(
                words[0],
                question < 0 ? words[1] : words[1].substring(0, question),
                question < 0 ? "" : words[1].substring(question + 1),
                keepsAlive(words[2], headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT)),
                headers);
    }

    private static boolean keepsAlive(String version, String connection) {
        return version.equals("HTTP/1.0") ? connection.contains("keep-alive") : !connection.contains("close");
    }

    private static Map<String, String> headers(String[] lines) {
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (line.isEmpty()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 1 || !isToken(line.substring(0, colon))) {
                throw new BadRequest(400, "a header line is not name: value");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            // two of these would let a proxy and this server disagree about who is asked and where a body ends
            if (headers.containsKey(name) && isSingle(name)) {
                throw new BadRequest(400, "the header " + name + " is there twice");
            }
            headers.merge(name, value, (one, two) -> one + ", " + two);
        }
        return headers;
    }

    private static boolean isSingle(String name) {
        return name.equals("host")
                || name.equals("content-length")
                || name.equals("transfer-encoding")
                || name.equals("authorization")
                || name.equals("origin");
    }

    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
