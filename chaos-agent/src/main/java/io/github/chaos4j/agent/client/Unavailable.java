package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.ErrorKind;
import org.jspecify.annotations.Nullable;

/** In the place of an adapter that does not link against the client: calls no peer, so every call passes. */
final class Unavailable implements CallAdapter {
    @Override
    public @Nullable Peer peer(Hook hook, Object self, Object[] args) {
        return null;
    }

    @Override
    public @Nullable Object cancels(Hook hook, Object self, Object[] args) {
        return null;
    }

    @Override
    public Throwable timedOut(Invocation call) {
        throw new IllegalStateException("nothing is called");
    }

    @Override
    public Throwable failure(ErrorKind kind, Invocation call) {
        throw new IllegalStateException("nothing is called");
    }
}
