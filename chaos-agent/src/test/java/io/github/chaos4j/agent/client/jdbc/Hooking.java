package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import io.github.chaos4j.api.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Invocations as the engine would hand them to an adapter. */
final class Hooking {
    private Hooking() {}

    static Hook of(Operation operation, String label) {
        return new Hook(0, "jdbc", "", "", Hook.Role.CALL, operation, label, Set.of(), Set.of(), true, List.of());
    }

    static Invocation call(CallAdapter adapter, Operation operation, Object self, Object... args) {
        Hook hook = of(operation, "");
        return new Invocation(hook, self, args, Objects.requireNonNull(adapter.peer(hook, self, args)));
    }

    static Peer peer(CallAdapter adapter, Operation operation, Object self, Object... args) {
        return adapter.peer(of(operation, ""), self, args);
    }
}
