package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.spi.Deferral;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A deferral that ends when the test says so. */
final class HeldDeferral implements Deferral {
    private Consumer<Ending> action = ending -> {};
    boolean isCancelled;
    int undisturbed;

    @Override
    public void onEnd(Consumer<Ending> newAction) {
        action = newAction;
    }

    @Override
    public boolean endsInFailure() {
        return false;
    }

    @Override
    public void cancel() {
        isCancelled = true;
    }

    @Override
    public <T> T undisturbed(Callable<T> realCall) throws Exception {
        undisturbed++;
        return realCall.call();
    }

    void end(Ending ending) {
        action.accept(ending);
    }
}
