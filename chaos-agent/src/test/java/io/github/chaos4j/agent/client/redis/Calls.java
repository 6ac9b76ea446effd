package io.github.chaos4j.agent.client.redis;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.Operation;
import java.util.List;
import java.util.Set;

/** Invocations as the engine would hand them to an adapter. */
final class Calls {
    private Calls() {}

    static Hook hook(Operation operation, String... methods) {
        List<Hook.Method> named = java.util.Arrays.stream(methods)
                .map(method -> new Hook.Method(method, null))
                .toList();
        return new Hook(
                0, "test", "Module", "Adapter", Hook.Role.CALL, operation, "", Set.of(), Set.of(), false, named);
    }

    static Invocation of(CallAdapter adapter, Hook hook, Object self, Object... args) {
        Peer peer = adapter.peer(hook, self, args);
        return new Invocation(hook, self, args, peer == null ? Peer.of("none") : peer);
    }
}
