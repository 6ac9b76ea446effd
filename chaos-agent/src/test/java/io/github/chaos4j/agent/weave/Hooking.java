package io.github.chaos4j.agent.weave;

import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.api.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Hooks as the catalogue would make them. */
final class Hooking {
    private Hooking() {}

    static Hook call(int id, String type, String... methods) {
        return hook(id, Hook.Role.CALL, type, false, methods);
    }

    static Hook subtypes(int id, String type, String... methods) {
        return hook(id, Hook.Role.CALL, type, true, methods);
    }

    static Hook hook(int id, Hook.Role role, String type, boolean subtypes, String... methods) {
        return new Hook(
                id,
                "fixture",
                "none",
                "none",
                role,
                role == Hook.Role.CALL ? Operation.HTTP_REQUEST : null,
                "",
                Set.of(),
                Set.of(type),
                subtypes,
                Stream.of(methods).map(Hooking::method).toList());
    }

    private static Hook.Method method(String text) {
        int parameters = text.indexOf('(');
        return parameters < 0
                ? new Hook.Method(text, null)
                : new Hook.Method(text.substring(0, parameters), text.substring(parameters));
    }

    static List<String> sites(WeavePlan plan) {
        return plan.sites().stream()
                .map(site -> site.hook().id() + " " + site.method() + site.descriptor())
                .toList();
    }
}
