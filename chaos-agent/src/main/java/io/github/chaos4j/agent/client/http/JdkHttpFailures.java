package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.api.ErrorKind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;

/** What JDK 17 to 25 make of real failures, message by message; odd as some are. */
final class JdkHttpFailures {
    private JdkHttpFailures() {}

    /** As the future of {@code sendAsync} carries it. */
    static Throwable of(ErrorKind kind) {
        return switch (kind) {
            // The client connects a second time, on the channel that it has closed after the first.
            case REFUSED -> caused(new ConnectException(), new ClosedChannelException());
            case UNKNOWN_HOST -> caused(new ConnectException(), new UnresolvedAddressException());
            case CONNECT_TIMEOUT ->
                caused(
                        new HttpConnectTimeoutException("HTTP connect timed out"),
                        new ConnectException("HTTP connect timed out"));
            case RESET ->
                new IOException("HTTP/1.1 header parser received no bytes", new SocketException("Connection reset"));
            default -> throw new IllegalArgumentException("java.net.http has no failure " + kind);
        };
    }

    /** {@code send} throws a second one of the same class and message, so that the trace shows the caller. */
    static Throwable asThrownBySend(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof HttpConnectTimeoutException) {
            return caused(new HttpConnectTimeoutException(message), failure);
        }
        if (failure instanceof ConnectException) {
            return caused(new ConnectException(message), failure);
        }
        return new IOException(message, failure);
    }

    static <T extends Throwable> T caused(T failure, Throwable cause) {
        failure.initCause(cause);
        return failure;
    }
}
