package io.github.chaos4j.agent.spi;

import io.github.chaos4j.api.Effect;
import io.github.chaos4j.api.ErrorKind;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is special about a client. Loaded on the first armed hit by a child of the application's loader, so it
 * may use the client's types freely; if it cannot be loaded there, it is unavailable and calls pass. One instance
 * serves all threads. Whatever it throws is counted, and the call passes.
 */
public interface CallAdapter {

    /** No timeout of the caller's own. */
    long FOREVER = Long.MAX_VALUE;

    /**
     * Whom this invocation calls; null if it is no call of the application's (a handshake, a pool's own
     * ping). On the hot path while anything is armed for the operation: at most a weak look-up, no allocation for a
     * connection seen before, no I/O.
     */
    @Nullable
    Peer peer(Hook hook, Object self, Object[] args);

    /** What the match keys compare with. Asked only when a fault names the peer. */
    default Details details(Invocation call) {
        return Details.NONE;
    }

    /**
     * Whether objects of this class stand in front of the client proper (a pool's proxy): the call is opened
     * and named here, but suffered by the first frame below that is none, so that the pool's own handling
     * sees the failure.
     */
    default boolean isWrapper(Class<?> type) {
        return false;
    }

    /**
     * Calls nested in one of the same operation on the same thread belong to it if they have an equal key (by
     * identity); null belongs to whatever is open. The call object of an HTTP client.
     */
    default @Nullable Object callKey(Object self, Object[] args) {
        return null;
    }

    /** Nanoseconds that the caller's own timeout lets this call wait, or {@link #FOREVER}. */
    default long patience(Invocation call) {
        return FOREVER;
    }

    /**
     * Nanoseconds before the timeout that this kind of failure is about, {@link #FOREVER} if the caller has
     * none: for connect-timeout the connect timeout, otherwise {@link #patience(Invocation)}.
     */
    default long patience(ErrorKind kind, Invocation call) {
        return patience(call);
    }

    /**
     * A blocking call has waited so long and its body runs now: the place to take the delay off the caller's own
     * timeout, by changing the arguments in place. For a deferred call see {@link Deferral.Ending.Pass}.
     */
    default void waited(Invocation call, long nanos) {}

    /** What the client throws when that timeout passes. */
    Throwable timedOut(Invocation call);

    /**
     * What the client throws in that failure, and does to its connection: after {@code connection-lost} the
     * connection is unusable. For timeouts see {@link #patience}: the engine has waited already.
     */
    Throwable failure(ErrorKind kind, Invocation call);

    /**
     * As which kind {@code down} reaches a call on a live connection; {@link ErrorKind#DOWN} for a client that hides
     * the loss from the call and reconnects by itself.
     */
    default ErrorKind downAs() {
        return ErrorKind.CONNECTION_LOST;
    }

    /**
     * The result in which the client hands this failure out, as in the replies to a pipeline; null if the method
     * throws it.
     */
    default @Nullable Object handedOut(Throwable failure, Invocation call) {
        return null;
    }

    /** When the call ends whose method has returned this; null if it has ended. */
    default @Nullable CompletionStage<?> completion(@Nullable Object result) {
        return result instanceof CompletionStage<?> stage ? stage : null;
    }

    /**
     * The client's own response object; only HTTP clients.
     *
     * @throws java.io.IOException what the caller is to get, because its own handler of the response failed
     */
    default Object respond(Effect.Response response, Invocation call) throws Exception {
        throw new UnsupportedOperationException(
                "no responses from " + call.hook().client());
    }

    /**
     * What an interrupt of the waiting thread does: null keeps waiting with the flag set, otherwise the client
     * throws this.
     */
    default @Nullable Throwable interrupted(Invocation call) {
        return null;
    }

    /** The objects whose {@link Hooks.Place#cancelling} methods end the waiting of this call. */
    default List<Object> cancelKeys(Invocation call) {
        return List.of();
    }

    /** Which waiting the cancelling method ends: its own object, as a rule; null if none. */
    default @Nullable Object cancels(Hook hook, Object self, Object[] args) {
        return self;
    }

    /**
     * What the client throws from a call ended by a cancelling method.
     *
     * @param label the label of the cancelling place
     */
    default Throwable cancelled(String label, Invocation call) {
        return timedOut(call);
    }

    /** Whether the calling thread must not wait: then {@link #defer} is used instead. */
    default boolean isDeferring(Hook hook, Object self) {
        return false;
    }

    /**
     * Delivers without waiting on this thread. The deferral's action runs on the agent's timer: it must hop to
     * the client's own executor or event loop.
     */
    default Delivery defer(Invocation call, Deferral deferral) {
        throw new UnsupportedOperationException(call.hook().client() + " is not asynchronous");
    }
}
