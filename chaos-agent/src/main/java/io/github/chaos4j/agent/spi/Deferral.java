package io.github.chaos4j.agent.spi;

import io.github.chaos4j.api.Effect;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A decided disturbance of an asynchronous call. Thread-safe. */
public interface Deferral {

    /** How it ends. */
    sealed interface Ending {

        /** The real call is to be made, or the real answer passed on; so many nanoseconds have gone by. */
        record Pass(long waitedNanos) implements Ending {}

        record Fail(Throwable failure) implements Ending {}

        record Answer(Effect.Response response) implements Ending {}
    }

    /**
     * Runs the action exactly once: when the delay is over, the caller's own timeout has passed, or the fault
     * has ended; on this thread at once if there is nothing to wait for. Call it once.
     */
    void onEnd(Consumer<Ending> action);

    /**
     * Whether it will end in a failure, unless the fault ends before: then the real call is not to be made
     * meanwhile. A client that holds back the answer and not the call asks this.
     */
    boolean endsInFailure();

    /** The caller gave the call up: the action will not run any more, if it has not yet. */
    void cancel();

    /** Makes the real call without being decided upon a second time. */
    <T> T undisturbed(Callable<T> realCall) throws Exception;
}
