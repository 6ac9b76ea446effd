package io.github.chaos4j.agent.control.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The selector loop: accepts, reads, writes, keeps deadlines, and hands whole requests to the workers. */
final class HttpServer implements AutoCloseable {
    private static final int WORKERS = 4;
    private static final int QUEUE = 64;
    private static final long TICK_MILLIS = 100;
    private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Site site;
    private final Limits limits;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final ByteBuffer scratch = ByteBuffer.allocate(16 * 1024);
    private final ThreadPoolExecutor workers = pool("chaos-http-", WORKERS);
    private final ThreadPoolExecutor urgent = pool("chaos-http-stop-", 1);
    private final Thread loop;
    private volatile boolean open = true;
    private boolean streaming;
    private long pinged;

    /** Binds to the first free port from the one given on, up to 20 further. */
    static HttpServer open(InetSocketAddress address, Limits limits, Site site) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        for (int port = address.getPort(); ; port++) {
            try {
                listener.bind(new InetSocketAddress(address.getAddress(), port), 128);
                return new HttpServer(listener, limits, site);
            } catch (IOException e) {
                if (address.getPort() == 0 || port >= Math.min(address.getPort() + 20, 65535)) {
                    listener.close();
                    throw e;
                }
            }
        }
    }

    private HttpServer(ServerSocketChannel listener, Limits limits, Site site) throws IOException {
        this.site = site;
        this.limits = limits;
        this.listener = listener;
        this.selector = Selector.open();
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        loop = daemon("chaos-http-io", this::run);
        loop.start();
    }

    private static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                5,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(QUEUE),
                task -> daemon(name + number.incrementAndGet(), task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Inherits neither thread locals nor a class loader of the application. */
    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(null, task, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.socket().getLocalSocketAddress();
    }

    Limits limits() {
        return limits;
    }

    Site site() {
        return site;
    }

    long now() {
        return System.nanoTime();
    }

    private void run() {
        while (open) {
            try {
                selector.select(connections.isEmpty() ? 0 : TICK_MILLIS);
                for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
                    task.run();
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    handle(key);
                }
                selector.selectedKeys().clear();
                tick();
            } catch (IOException | RuntimeException e) {
                // of one client or of a moment without file descriptors; the next round goes on
                Thread.yield();
            }
        }
        List.copyOf(connections).forEach(Connection::close);
    }

    private void handle(SelectionKey key) {
        if (key.attachment() instanceof Connection connection) {
            attempt(connection, () -> connection.ready(scratch));
        } else {
            accept();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(Connection connection, Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            connection.close();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                admit(channel);
            }
        } catch (IOException outOfFileDescriptors) {
            connections.stream().filter(Connection::isExpendable).findFirst().ifPresent(Connection::close);
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        if (connections.size() >= limits.connections()) {
            connections.stream().filter(Connection::isExpendable).findFirst().ifPresent(Connection::close);
        }
        if (connections.size() >= limits.connections()) {
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        channel.socket().setTcpNoDelay(true);
        connections.add(new Connection(this, channel, channel.register(selector, SelectionKey.OP_READ)));
    }

    private void tick() {
        long now = now();
        for (Connection connection : List.copyOf(connections)) {
            connection.closeIfLate(now);
        }
        if (streaming) {
            byte[] events = String.join("", site.newEvents()).getBytes(StandardCharsets.UTF_8);
            if (events.length == 0 && now - pinged > PING_NANOS) {
                pinged = now;
                events = ": still here\n\n".getBytes(StandardCharsets.UTF_8);
            }
            if (events.length > 0) {
                byte[] news = events;
                streams().forEach(connection -> attempt(connection, () -> connection.stream(news)));
            }
        }
    }

    private List<Connection> streams() {
        return connections.stream().filter(Connection::isStreaming).toList();
    }

    void streamingChanged() {
        boolean any = connections.stream().anyMatch(Connection::isStreaming);
        if (any != streaming) {
            streaming = any;
            pinged = now();
            site.listening(any);
        }
    }

    void closed(Connection connection) {
        connections.remove(connection);
        streamingChanged();
    }

    /** Has a worker carry the request out and sends its answer. */
    void work(Connection connection, Request request) {
        try {
            (site.isUrgent(request.head()) ? urgent : workers).execute(() -> {
                Response response = site.answer(request);
                posted.add(() -> attempt(connection, () -> connection.answer(response)));
                selector.wakeup();
            });
        } catch (RejectedExecutionException e) {
            Response busy = Response.error(503, "", "", "too many requests at once: try again");
            attempt(connection, () -> connection.answer(busy));
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
        workers.shutdownNow();
        urgent.shutdownNow();
        try {
            loop.join(1000);
            listener.close();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // nothing is left to be done about it
        }
    }
}
