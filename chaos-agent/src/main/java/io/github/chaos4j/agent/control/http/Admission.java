package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.engine.Actor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in. {@code Host} and {@code Origin} keep out web pages that a developer's browser runs (DNS
 * rebinding, cross-site requests); the token keeps out everybody else.
 */
final class Admission {

    /** A refusal to send, or who it is that may come in. */
    record Verdict(@Nullable Response refusal, Actor by) {}

    private final Tokens tokens;
    private final List<String> hosts;

    /** @param hosts further names by which this server is asked */
    Admission(Tokens tokens, List<String> hosts) {
        this.tokens = tokens;
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    Verdict admit(Head head, InetSocketAddress local, InetSocketAddress remote) {
        String address = remote.getAddress().getHostAddress();
        Optional<Response> foreign = foreign(head, local.getAddress());
        if (foreign.isPresent()) {
            return new Verdict(foreign.get(), Site.NOBODY);
        }
        if (head.path().equals("/chaos/live")) {
            return new Verdict(null, new Actor("http", "", address));
        }
        Tokens.Token token = bearer(head).flatMap(tokens::find).orElse(null);
        if (token == null) {
            return new Verdict(
                    Response.error(401, "Authorization", "", "send the header Authorization: Bearer <token>")
                            .with("WWW-Authenticate", "Bearer"),
                    Site.NOBODY);
        }
        if (token.readOnly() && !head.method().equals("GET")) {
            return new Verdict(
                    Response.error(403, "Authorization", "", "this token only reads: use one that may also change"),
                    Site.NOBODY);
        }
        return new Verdict(null, new Actor("http", token.name(), address));
    }

    private static Optional<String> bearer(Head head) {
        return head.header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    private Optional<Response> foreign(Head head, InetAddress local) {
        String host = head.header("host").orElse("");
        if (host.isEmpty()) {
            return Optional.of(Response.error(400, "Host", "", "the header Host is missing"));
        }
        if (!isOurs(name(host), local)) {
            return Optional.of(Response.error(
                    403, "Host", host, "Host is not a name of this server: add it to CHAOS_HTTP_HOSTS if it is"));
        }
        String origin = head.header("origin").orElse("");
        if (!origin.isEmpty() && !origin.equalsIgnoreCase("http://" + host)) {
            return Optional.of(Response.error(403, "Origin", origin, "pages of another origin may not steer chaos"));
        }
        return Optional.empty();
    }

    private boolean isOurs(String name, InetAddress local) {
        return name.equals("localhost")
                || name.equals("127.0.0.1")
                || name.equals("::1")
                || name.equals(local.getHostAddress())
                || isLiteral(name, local)
                || hosts.contains(name);
    }

    /** IPv6 has many spellings; with a colon in it no resolver is asked. */
    private static boolean isLiteral(String name, InetAddress local) {
        try {
            return name.indexOf(':') >= 0 && InetAddress.getByName(name).equals(local);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Without port and brackets, in lower case. */
    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']') && (host.startsWith("[") || host.indexOf(':') == colon);
        String name = hasPort && colon >= 0 ? host.substring(0, colon) : host;
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        return name.toLowerCase(Locale.ROOT);
    }
}
