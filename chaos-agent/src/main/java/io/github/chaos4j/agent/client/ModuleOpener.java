package io.github.chaos4j.agent.client;

import java.util.Set;

/** Opens packages of a client's module to one other module. Only an agent can. */
@FunctionalInterface
public interface ModuleOpener {
    void open(Module client, Set<String> packages, Module adapter);
}
