package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.engine.Actor;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that was let in.
 *
 * @param text the body as UTF-8, whatever its type says
 * @param by   whoever sent it
 */
record Request(Head head, String text, Actor by) {

    String method() {
        return head.method();
    }

    /** The segments of the path, decoded. */
    List<String> segments() {
        List<String> segments = new ArrayList<>();
        for (String segment : head.path().substring(1).split("/", -1)) {
            segments.add(decoded(segment));
        }
        return segments;
    }

    /** Whether the query says {@code name=true} or just {@code name}. */
    boolean flag(String name) {
        for (String pair : head.query().split("&", -1)) {
            if (pair.equals(name) || pair.equals(name + "=true")) {
                return true;
            }
        }
        return false;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, "the path is not percent-encoded UTF-8");
        }
    }
}
