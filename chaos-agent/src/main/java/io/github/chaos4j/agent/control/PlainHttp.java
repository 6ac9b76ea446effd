package io.github.chaos4j.agent.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST over a socket of its own: no client that is woven, traced, pooled or configured by the application,
 * no redirects, no proxy, and a limit for the whole of it.
 */
final class PlainHttp {
    private static final int LONGEST = 64 * 1024;

    /** @param body as UTF-8 */
    record Answer(int status, String body) {}

    private final boolean secure;
    private final String host;
    private final int port;
    private final String path;

    PlainHttp(URI base, String path) {
        this.secure = "https".equalsIgnoreCase(base.getScheme());
        String name = base.getHost();
        if (name == null) {
            throw new IllegalArgumentException("there is no host in " + base);
        }
        this.host = name;
        this.port = base.getPort() >= 0 ? base.getPort() : secure ? 443 : 80;
        this.path = path;
    }

    Answer post(String body, Map<String, String> headers, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        try (Socket plain = new Socket()) {
            String literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            plain.connect(new InetSocketAddress(literal, port), left(deadline));
            plain.setSoTimeout(left(deadline));
            Socket socket = secure ? secured(plain, literal) : plain;
            socket.getOutputStream().write(request(body, headers));
            socket.getOutputStream().flush();
            return read(socket, deadline);
        }
    }

    private Socket secured(Socket plain, String name) throws IOException {
        SSLSocket socket =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(plain, name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private byte[] request(String body, Map<String, String> headers) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST ").append(path).append(" HTTP/1.1\r\nHost: ");
        head.append(host).append(':').append(port).append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(content.length).append("\r\n\r\n");
        byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[first.length + content.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(content, 0, all, first.length, content.length);
        return all;
    }

    private static int left(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no whole answer in time");
        }
        return (int) millis;
    }

    private static Answer read(Socket socket, long deadline) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[4096];
        while (!isComplete(bytes)) {
            socket.setSoTimeout(left(deadline));
            int n = in.read(piece);
            if (n < 0) {
                break;
            }
            bytes.write(piece, 0, n);
            if (bytes.size() > LONGEST) {
                throw new IOException("the answer is larger than " + LONGEST / 1024 + " KiB");
            }
        }
        return parse(bytes.toByteArray());
    }

    /** A peer that keeps the connection open although asked not to says how long its answer is. */
    private static boolean isComplete(ByteArrayOutputStream bytes) {
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String length = header(text.substring(0, end), "content-length");
        boolean counted =
                !length.isEmpty() && length.length() < 7 && length.chars().allMatch(Character::isDigit);
        return counted
                ? text.length() >= end + 4 + Integer.parseInt(length)
                : isChunked(text.substring(0, end)) && text.endsWith("0\r\n\r\n");
    }

    private static boolean isChunked(String head) {
        return header(head, "transfer-encoding").equalsIgnoreCase("chunked");
    }

    private static String header(String head, String name) {
        for (String line : head.split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
                return line.substring(name.length() + 1).strip();
            }
        }
        return "";
    }

    private static Answer parse(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] status = text.split(" ", 3);
        if (end < 0 || !text.startsWith("HTTP/1.") || status.length < 2 || status[1].length() < 3) {
            throw new IOException("the answer is not HTTP");
        }
        String body = text.substring(end + 4);
        String content = isChunked(text.substring(0, end)) ? unchunked(body) : body;
        try {
            return new Answer(
                    Integer.parseInt(status[1].substring(0, 3)),
                    new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        } catch (NumberFormatException e) {
            throw new IOException("the answer is not HTTP", e);
        }
    }

    private static String unchunked(String body) throws IOException {
        StringBuilder content = new StringBuilder();
        int at = 0;
        try {
            while (true) {
                int line = body.indexOf("\r\n", at);
                int size = Integer.parseInt(
                        body.substring(at, line).split(";", 2)[0].strip(), 16);
                if (size == 0) {
                    return content.toString();
                }
                content.append(body, line + 2, line + 2 + size);
                at = line + 4 + size;
            }
        } catch (RuntimeException e) {
            throw new IOException("the answer's chunks cannot be read", e);
        }
    }
}
