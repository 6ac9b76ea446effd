package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import java.util.HashMap;
import java.util.Map;

/** The adapters beside the clients of one application loader. Guarded by {@link Adapters}' lock. */
final class ClientNeighbourhood {
    private final ClassLoader client;
    private final Map<String, AdapterLoader> loaders = new HashMap<>();
    private final Map<String, CallAdapter> adapters = new HashMap<>();

    ClientNeighbourhood(ClassLoader client) {
        this.client = client;
    }

    /** One instance per adapter class: it may keep what it knows of the client's connections. */
    CallAdapter adapter(Hook hook) throws ReflectiveOperationException {
        CallAdapter adapter = adapters.get(hook.adapter());
        if (adapter == null) {
            adapter = (CallAdapter)
                    Class.forName(hook.adapter(), true, loader(hook.moduleClass()))
                            .getConstructor()
                            .newInstance();
            adapters.put(hook.adapter(), adapter);
        }
        return adapter;
    }

    private AdapterLoader loader(String moduleClass) {
        return loaders.computeIfAbsent(
                moduleClass.substring(0, moduleClass.lastIndexOf('.')), name -> new AdapterLoader(name, client));
    }
}
