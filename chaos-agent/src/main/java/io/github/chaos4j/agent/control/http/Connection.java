package io.github.chaos4j.agent.control.http;

import io.github.chaos4j.agent.engine.Actor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One client: where it stands in its request, and what it has yet to take. Used by the selector thread only. */
final class Connection {
    private static final int LONGEST_HEAD = 8 * 1024;
    /** What a listener to events may lag behind before it is dropped. */
    private static final int LONGEST_LAG = 256 * 1024;

    private static final Duration HEARING_OUT = Duration.ofSeconds(1);
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private enum State {
        HEAD,
        BODY,
        WORKING,
        WRITING,
        STREAMING,
        /** Everything is said; what the client still sends is read and dropped, lest it never sees the answer. */
        LINGERING,
        CLOSED
    }

    private final HttpServer server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<ByteBuffer> out = new ArrayDeque<>();

    private State state = State.HEAD;
    private long deadline;
    private byte[] headBytes = new byte[512];
    private int headLength;
    private int lineLength;
    private @Nullable Head head;
    private @Nullable Body body;
    private Actor by = Site.NOBODY;
    private ByteBuffer pipelined = ByteBuffer.allocate(0);
    private boolean closing;
    private boolean streams;
    private long lag;

    Connection(HttpServer server, SocketChannel channel, SelectionKey key) {
        this.server = server;
        this.channel = channel;
        this.key = key;
        key.attach(this);
        deadline(server.limits().head());
    }

    private void deadline(Duration time) {
        deadline = server.now() + time.toNanos();
    }

    void closeIfLate(long now) {
        if (state != State.WORKING && state != State.STREAMING && now - deadline >= 0) {
            close();
        }
    }

    /** Whether it may be closed for another client's sake. */
    boolean isExpendable() {
        return state == State.HEAD || state == State.BODY || state == State.LINGERING;
    }

    boolean isStreaming() {
        return state == State.STREAMING;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    void ready(ByteBuffer scratch) throws IOException {
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        if (key.isValid() && key.isReadable()) {
            read(scratch);
        }
    }

    private void read(ByteBuffer scratch) throws IOException {
        scratch.clear();
        int n = channel.read(scratch);
        if (n < 0) {
            close();
            return;
        }
        if (state == State.HEAD || state == State.BODY) {
            feed(scratch.flip());
        }
    }

    private void feed(ByteBuffer in) throws IOException {
        try {
            while (in.hasRemaining() && (state == State.HEAD || state == State.BODY)) {
                if (state == State.HEAD) {
                    takeHead(in);
                } else if (body != null && body.take(in)) {
                    dispatch();
                }
            }
            pipelined = state == State.WORKING || state == State.WRITING ? copy(in) : ByteBuffer.allocate(0);
        } catch (BadRequest e) {
            refuse(e.response());
        }
    }

    private static ByteBuffer copy(ByteBuffer in) {
        return ByteBuffer.allocate(in.remaining()).put(in).flip();
    }

    private void takeHead(ByteBuffer in) throws IOException {
        if (headLength == 0) {
            deadline(server.limits().head());
        }
        while (in.hasRemaining()) {
            byte b = in.get();
            if (headLength == 0 && (b == '\r' || b == '\n')) {
                continue;
            }
            if (headLength == LONGEST_HEAD) {
                throw new BadRequest(431, "the head is larger than " + LONGEST_HEAD / 1024 + " KiB");
            }
            if (headLength == headBytes.length) {
                headBytes = Arrays.copyOf(headBytes, headLength * 2);
            }
            headBytes[headLength++] = b;
            if (b == '\n' && lineLength == 0) {
                headComplete();
                return;
            }
            lineLength = b == '\n' ? 0 : lineLength + (b == '\r' ? 0 : 1);
        }
    }

    private void headComplete() throws IOException {
        Head complete = Head.parse(headBytes, headLength);
        head = complete;
        headLength = 0;
        lineLength = 0;
        Admission.Verdict verdict = server.site()
                .admit(complete, (InetSocketAddress) channel.getLocalAddress(), (InetSocketAddress)
                        channel.getRemoteAddress());
        if (verdict.refusal() != null) {
            refuse(verdict.refusal());
            return;
        }
        by = verdict.by();
        Body expected = Body.of(complete);
        body = expected;
        if (expected.take(ByteBuffer.allocate(0))) {
            dispatch();
            return;
        }
        state = State.BODY;
        deadline(server.limits().body());
        if (complete.header("expect").orElse("").equalsIgnoreCase("100-continue")) {
            write(ByteBuffer.wrap(CONTINUE));
        }
    }

    private void dispatch() {
        state = State.WORKING;
        key.interestOps(0);
        if (head != null && body != null) {
            server.work(this, new Request(head, body.text(), by));
        }
        body = null;
    }

    private void refuse(Response response) throws IOException {
        closing = true;
        answer(response);
    }

    /** Sends the answer to the request that was dispatched. */
    void answer(Response response) throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        boolean keepAlive = !closing && head != null && head.keepsAlive() && response.status() != 503;
        closing = !keepAlive;
        streams = response.stream();
        state = State.WRITING;
        deadline(server.limits().write());
        write(response.encoded(keepAlive, head == null || !head.method().equals("HEAD")));
    }

    /** Sends events to a listener; drops it if it lags too far behind. */
    void stream(byte[] events) throws IOException {
        if (lag + events.length > LONGEST_LAG) {
            close();
            return;
        }
        write(ByteBuffer.wrap(events));
    }

    private void write(ByteBuffer bytes) throws IOException {
        out.add(bytes);
        lag += bytes.remaining();
        flush();
    }

    private void flush() throws IOException {
        while (!out.isEmpty()) {
            ByteBuffer first = out.getFirst();
            lag -= channel.write(first);
            if (first.hasRemaining()) {
                break;
            }
            out.removeFirst();
        }
        if (out.isEmpty() && state == State.WRITING) {
            answered();
        }
        if (key.isValid()) {
            int read = state == State.WORKING || state == State.WRITING ? 0 : SelectionKey.OP_READ;
            key.interestOps(read | (out.isEmpty() ? 0 : SelectionKey.OP_WRITE));
        }
    }

    private void answered() throws IOException {
        if (streams) {
            state = State.STREAMING;
            server.streamingChanged();
        } else if (closing) {
            state = State.LINGERING;
            deadline(HEARING_OUT);
            channel.shutdownOutput();
        } else {
            state = State.HEAD;
            deadline(server.limits().idle());
            ByteBuffer next = pipelined;
            if (next.hasRemaining()) {
                feed(next);
            }
        }
    }

    void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        key.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
        server.closed(this);
    }
}
