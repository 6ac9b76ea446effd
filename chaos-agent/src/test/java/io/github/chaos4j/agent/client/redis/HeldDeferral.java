package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.Deferral;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A deferral that ends when the test says so. */
final class HeldDeferral implements Deferral {
    private final boolean endsInFailure;
    private Consumer<Ending> action = ending -> {};
    volatile boolean isCancelled;

    HeldDeferral(boolean endsInFailure) {
        this.endsInFailure = endsInFailure;
    }

    @Override
    public void onEnd(Consumer<Ending> newAction) {
        action = newAction;
    }

    @Override
    public boolean endsInFailure() {
        return endsInFailure;
    }

    @Override
    public void cancel() {
        isCancelled = true;
    }

    @Override
    public <T> T undisturbed(Callable<T> realCall) throws Exception {
        return realCall.call();
    }

    void pass() {
        action.accept(new Ending.Pass(1));
    }

    void fail(Throwable failure) {
        action.accept(new Ending.Fail(failure));
    }
}
