package io.github.chaos4j.agent.client.http;

import io.github.chaos4j.agent.client.Catalog;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.Invocation;
import io.github.chaos4j.agent.spi.Peer;
import java.util.ArrayList;
import java.util.List;

/** Invocations as the engine would hand them to an adapter, and what comes out of them. */
final class Calls {
    private Calls() {}

    /** Of the hook of this client with this role and label, on this adapter. */
    static Invocation of(Class<?> adapter, String label, Object self, Object... args) {
        return new Invocation(hook(adapter, label), self, args, Peer.of("somewhere"));
    }

    static Hook hook(Class<?> adapter, String label) {
        return Catalog.hooks().stream()
                .filter(hook -> hook.role() == Hook.Role.CALL)
                .filter(hook -> hook.adapter().equals(adapter.getName()))
                .filter(hook -> hook.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** A failure and its causes, each as {@code class: message}. */
    static List<String> chain(Throwable failure) {
        List<String> chain = new ArrayList<>();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            chain.add(each.getClass().getName() + ": " + each.getMessage());
        }
        return chain;
    }
}
