package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import io.github.chaos4j.agent.spi.HookAdapters;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads adapters on demand and remembers them on the application's classes, so that nothing here keeps an
 * application loader alive. There is one instance of an adapter per loader of the client.
 */
public final class Adapters implements AdapterSource {
    private static final int SHOWN = 100;

    private static final class ClientStatus {
        final Set<String> woven = new LinkedHashSet<>();
        volatile State state = State.UNLOADED;
        volatile String reason = "";
    }

    private final List<HookAdapters> byHook = new ArrayList<>();
    private final ModuleOpener opener;
    private final Map<String, ClientStatus> clients = new ConcurrentHashMap<>();
    private final Map<ClassLoader, WeakReference<ClientNeighbourhood>> neighbourhoods = new WeakHashMap<>();

    /** What keeps a neighbourhood: the classes of the client in it, and nobody else. */
    private final ClassValue<ClientNeighbourhood> besides = new ClassValue<>() {
        @Override
        protected ClientNeighbourhood computeValue(Class<?> owner) {
            return neighbourhood(owner.getClassLoader());
        }
    };

    /** @param hooks all of them, the id of each its index */
    public Adapters(List<Hook> hooks, ModuleOpener opener) {
        this.opener = opener;
        for (Hook hook : hooks) {
            byHook.add(new HookAdapters(hook) {
                @Override
                protected CallAdapter compute(Class<?> instrumented) {
                    return load(hook, instrumented);
                }
            });
            clients.putIfAbsent(hook.client(), new ClientStatus());
        }
    }

    @Override
    public HookAdapters of(Hook hook) {
        return byHook.get(hook.id());
    }

    /** The class has been woven for the client. */
    public void woven(String client, String className) {
        Set<String> woven = client(client).woven;
        synchronized (woven) {
            if (woven.size() < SHOWN) {
                woven.add(className);
            }
        }
    }

    @Override
    public State state(String client) {
        return client(client).state;
    }

    @Override
    public String reason(String client) {
        return client(client).reason;
    }

    @Override
    public Set<String> woven(String client) {
        Set<String> woven = client(client).woven;
        synchronized (woven) {
            return new LinkedHashSet<>(woven);
        }
    }

    private synchronized CallAdapter load(Hook hook, Class<?> instrumented) {
        try {
            Class<?> owner = HookOwner.of(hook, instrumented);
            CallAdapter adapter = besides.get(owner).adapter(hook, owner.getModule());
            ClientStatus client = client(hook.client());
            if (client.state == State.UNLOADED) {
                client.state = State.READY;
            }
            return adapter;
        } catch (InvocationTargetException broken) {
            return unavailable(hook, instrumented, broken.getTargetException());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError broken) {
            return unavailable(hook, instrumented, broken);
        }
    }

    private CallAdapter unavailable(Hook hook, Class<?> instrumented, Throwable why) {
        ClientStatus client = client(hook.client());
        client.reason = "does not fit " + instrumented.getName() + ": " + why;
        client.state = State.UNAVAILABLE;
        return new Unavailable();
    }

    private synchronized ClientNeighbourhood neighbourhood(@Nullable ClassLoader loader) {
        ClassLoader client = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
        WeakReference<ClientNeighbourhood> reference = neighbourhoods.get(client);
        ClientNeighbourhood found = reference == null ? null : reference.get();
        if (found == null) {
            found = new ClientNeighbourhood(client, opener);
            neighbourhoods.put(client, new WeakReference<>(found));
        }
        return found;
    }

    private ClientStatus client(String name) {
        ClientStatus status = clients.get(name);
        if (status == null) {
            throw new IllegalArgumentException("no client \"" + name + "\": one of " + clients.keySet());
        }
        return status;
    }
}
