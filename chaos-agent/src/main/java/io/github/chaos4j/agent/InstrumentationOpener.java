package io.github.chaos4j.agent;

import io.github.chaos4j.agent.client.ModuleOpener;
import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Opens packages to one adapter's module and to nobody else. */
record InstrumentationOpener(Instrumentation instrumentation) implements ModuleOpener {
    @Override
    public void open(Module client, Set<String> packages, Module adapter) {
        Map<String, Set<Module>> opens = new HashMap<>();
        for (String name : packages) {
            if (client.getPackages().contains(name)) {
                opens.put(name, Set.of(adapter));
            }
        }
        instrumentation.redefineModule(client, Set.of(), Map.of(), opens, Set.of(), Map.of());
    }
}
