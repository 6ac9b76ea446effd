package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.ClientModule;
import io.github.chaos4j.agent.spi.Hook;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The adapters beside the clients of one application loader. Guarded by {@link Adapters}' lock. */
final class ClientNeighbourhood {
    private final ClassLoader client;
    private final ModuleOpener opener;
    private final Map<String, AdapterLoader> loaders = new HashMap<>();
    private final Map<String, CallAdapter> adapters = new HashMap<>();

    ClientNeighbourhood(ClassLoader client, ModuleOpener opener) {
        this.client = client;
        this.opener = opener;
    }

    /**
     * One instance per adapter class: it may keep what it knows of the client's connections.
     *
     * @param module the client's
     */
    CallAdapter adapter(Hook hook, Module module) throws ReflectiveOperationException {
        CallAdapter adapter = adapters.get(hook.adapter());
        if (adapter == null) {
            AdapterLoader loader = loader(hook.moduleClass());
            open(hook, module, loader.getUnnamedModule());
            adapter = Class.forName(hook.adapter(), true, loader)
                    .asSubclass(CallAdapter.class)
                    .getConstructor()
                    .newInstance();
            adapters.put(hook.adapter(), adapter);
        }
        return adapter;
    }

    private void open(Hook hook, Module module, Module adapter) throws ReflectiveOperationException {
        ClientModule description = Class.forName(hook.moduleClass())
                .asSubclass(ClientModule.class)
                .getConstructor()
                .newInstance();
        Set<String> packages = description.opens();
        if (module.isNamed() && !packages.isEmpty()) {
            opener.open(module, packages, adapter);
        }
    }

    private AdapterLoader loader(String moduleClass) {
        return loaders.computeIfAbsent(
                moduleClass.substring(0, moduleClass.lastIndexOf('.')), name -> new AdapterLoader(name, client));
    }
}
