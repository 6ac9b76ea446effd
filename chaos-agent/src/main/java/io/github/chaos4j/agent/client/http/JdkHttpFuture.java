package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.spi.Deferral;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sendAsync} returns while it is deferred. As with the client's own, {@code cancel(true)} on it or on a
 * future derived from it gives up what is under way, and dependents run on the default executor of futures.
 */
final class JdkHttpFuture<T> extends CompletableFuture<T> {

    /** What there is to give up: the wait, then the real exchange. One for a future and all derived from it. */
    static final class Cancelling {
        private final Deferral deferral;
        /** The application may have let go of it, and with it the client would stop before the wait is over. */
        @SuppressWarnings("unused")
        private final @Nullable Object client;

        private @Nullable JdkHttpFuture<?> first;
        private @Nullable CompletableFuture<?> exchange;
        private boolean isCancelled;

        Cancelling(Deferral deferral, @Nullable Object client) {
            this.deferral = deferral;
            this.client = client;
        }

        private void cancel() {
            JdkHttpFuture<?> waiting;
            CompletableFuture<?> underWay;
            synchronized (this) {
                isCancelled = true;
                waiting = first;
                underWay = exchange;
            }
            if (underWay != null) {
                underWay.cancel(true);
                return;
            }
            deferral.cancel();
            if (waiting != null) {
                waiting.completeExceptionally(new CancellationException("Request cancelled"));
            }
        }

        /** Whether the exchange may go on. */
        private synchronized boolean sent(CompletableFuture<?> real) {
            exchange = real;
            return !isCancelled;
        }
    }

    private final Cancelling cancelling;

    JdkHttpFuture(Cancelling cancelling) {
        this.cancelling = cancelling;
        synchronized (cancelling) {
            if (cancelling.first == null) {
                cancelling.first = this;
            }
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new JdkHttpFuture<>(cancelling);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean wasDone = isDone();
        boolean isCancelled = super.cancel(mayInterruptIfRunning);
        if (mayInterruptIfRunning && !wasDone) {
            cancelling.cancel();
        }
        return isCancelled;
    }

    /** Ends as the real exchange does, on its thread. */
    void follow(CompletableFuture<T> real) {
        if (!cancelling.sent(real)) {
            real.cancel(true);
        }
        real.whenComplete(this::end);
    }

    /** Ends so without an exchange; never on the thread that calls this. */
    void settle(CompletableFuture<T> outcome) {
        outcome.whenCompleteAsync(this::end, defaultExecutor());
    }

    /** A failure reaches dependents wrapped, because the client's future is itself a dependent. */
    private void end(@Nullable T response, @Nullable Throwable failure) {
        if (failure == null) {
            complete(response);
        } else {
            completeExceptionally(failure instanceof CompletionException ? failure : new CompletionException(failure));
        }
    }
}
