package io.github.chaos4j.agent.control;

import org.jspecify.annotations.Nullable;

/**
 * Where the control API listens.
 *
 * @param host a name or literal address, without the brackets of IPv6
 * @param port 0 for any free one
 */
public record HttpAddress(String host, int port) {
    static final HttpAddress DEFAULT = new HttpAddress("127.0.0.1", 8475);

    /** Reads {@code host:port}; null if it is not that. */
    static @Nullable HttpAddress of(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return null;
        }
        int port = Amounts.count(text.substring(colon + 1), 0, 65535);
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return null;
        }
        return port < 0 || host.isEmpty() || host.indexOf(' ') >= 0 ? null : new HttpAddress(host, port);
    }
}
