package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.spi.Deferral;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK's client does not tell in public, the same from 17 to 25. A JDK where something of it is missing
 * makes this a {@link LinkageError} at construction, so that status says so and calls pass.
 */
final class JdkHttpInternals {
    private final Method client = method("HttpConnection", "client");
    private final Method connect = method("PlainHttpConnection", "connectAsync", type("Exchange"));
    private final Method remainingConnectTimeout = method("Exchange", "remainingConnectTimeout");
    private final Method request = method("Exchange", "request");
    private final Method executor = method("HttpClientImpl", "theExecutor");
    private final Method delegate = method("HttpClientImpl$DelegatingExecutor", "delegate");
    private final Method facade = method("HttpClientImpl", "facade");

    /** Null on a JDK that this does not fit, for an adapter that can do without. */
    static @Nullable JdkHttpInternals ifAccessible() {
        try {
            return new JdkHttpInternals();
        } catch (LinkageError notThisJdk) {
            return null;
        }
    }

    HttpClient client(Object connection) {
        return (HttpClient) call(client, connection);
    }

    HttpRequest request(Object exchange) {
        return (HttpRequest) call(request, exchange);
    }

    /** Starts the clock of the connect timeout, if it does not run yet: the wait counts. */
    @SuppressWarnings("unchecked")
    Optional<Duration> remainingConnectTimeout(Object exchange) {
        return (Optional<Duration>) call(remainingConnectTimeout, exchange);
    }

    /** The future of {@code connectAsync}, which is called when the deferral lets it pass. */
    CompletableFuture<Void> deferConnect(Object connection, Object exchange, Deferral deferral) {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        Executor threads = executor(client(connection));
        deferral.onEnd(ending -> execute(threads, () -> {
            if (ending instanceof Deferral.Ending.Fail fail) {
                close(connection);
                connected.completeExceptionally(fail.failure());
            } else {
                connect(connection, exchange, deferral, connected);
            }
        }));
        return connected;
    }

    private void connect(Object connection, Object exchange, Deferral deferral, CompletableFuture<Void> connected) {
        try {
            deferral.undisturbed(() -> (CompletableFuture<?>) call(connect, connection, exchange))
                    .whenComplete((nothing, failure) -> {
                        if (failure == null) {
                            connected.complete(null);
                        } else {
                            connected.completeExceptionally(failure);
                        }
                    });
        } catch (Throwable failure) {
            connected.completeExceptionally(failure);
        }
    }

    /** As the client does with a connection that did not come about. */
    private static void close(Object connection) {
        try {
            ((Closeable) connection).close();
        } catch (IOException alreadyGone) {
            // the client ignores it, too
        }
    }

    /** The client's own threads, also where the application gave it none. */
    Executor executor(HttpClient ofClient) {
        return (Executor) call(delegate, call(executor, ofClient));
    }

    /** What the application holds; without it the client stops, whatever else refers to its inside. */
    Object facade(HttpClient ofClient) {
        return call(facade, ofClient);
    }

    /** As the client does: on the default executor of futures, should its own be shut down. */
    static void execute(Executor executor, Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException shutDown) {
            new CompletableFuture<>().defaultExecutor().execute(task);
        }
    }

    private static Object call(Method method, Object self, Object... args) {
        try {
            return method.invoke(self, args);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(method + " failed", failed.getCause());
        } catch (IllegalAccessException closed) {
            throw new LinkageError(method + " is not accessible", closed);
        }
    }

    private static Method method(String type, String name, Class<?>... parameters) {
        try {
            Method method = type(type).getDeclaredMethod(name, parameters);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException | RuntimeException notThisJdk) {
            throw new LinkageError("java.net.http of this JDK has no accessible " + type + "." + name, notThisJdk);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("jdk.internal.net.http." + name);
        } catch (ClassNotFoundException notThisJdk) {
            throw new LinkageError("java.net.http of this JDK has no " + name, notThisJdk);
        }
    }
}
