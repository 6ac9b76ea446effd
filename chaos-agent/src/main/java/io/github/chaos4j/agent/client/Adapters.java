package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.spi.AdapterSource;
import io.github.chaos4j.agent.spi.CallAdapter;
import io.github.chaos4j.agent.spi.Hook;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Loads adapters on demand and remembers them on the application's classes, so that nothing here keeps an
 * application loader alive. There is one instance of an adapter per loader of the client.
 */
public final class Adapters implements AdapterSource {
    private static final int SHOWN = 100;
    private static final Object UNAVAILABLE = new Object();

    /** What the application's class remembers. Strongly holds its neighbourhood, and is held by the class alone. */
    private static final class Known {
        final AtomicReferenceArray<@Nullable Object> byHook;
        volatile @Nullable ClientNeighbourhood neighbourhood;

        Known(int hooks) {
            byHook = new AtomicReferenceArray<>(hooks);
        }
    }

    private static final class ClientStatus {
        final Set<String> woven = new LinkedHashSet<>();
        volatile State state = State.UNLOADED;
        volatile String reason = "";
    }

    private final int hooks;
    private final ModuleOpener opener;
    private final Map<String, ClientStatus> clients = new ConcurrentHashMap<>();
    private final Map<ClassLoader, WeakReference<ClientNeighbourhood>> neighbourhoods = new WeakHashMap<>();
    private final ClassValue<Known> known = new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> type) {
            return new Known(hooks);
        }
    };

    /** @param hooks all of them, the id of each its index */
    public Adapters(List<Hook> hooks, ModuleOpener opener) {
        this.hooks = hooks.size();
        this.opener = opener;
        for (Hook hook : hooks) {
            clients.putIfAbsent(hook.client(), new ClientStatus());
        }
    }

    @Override
    public @Nullable CallAdapter find(Hook hook, Class<?> instrumented) {
        Object found = known.get(instrumented).byHook.get(hook.id());
        if (found == null) {
            found = load(hook, instrumented);
        }
        return found == UNAVAILABLE ? null : (CallAdapter) found;
    }

    @Override
    public void unavailable(Hook hook, Class<?> instrumented, LinkageError why) {
        known.get(instrumented).byHook.set(hook.id(), UNAVAILABLE);
        ClientStatus client = client(hook.client());
        client.reason = "does not fit " + instrumented.getName() + ": " + why;
        client.state = State.UNAVAILABLE;
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

    private synchronized Object load(Hook hook, Class<?> instrumented) {
        Known mine = known.get(instrumented);
        Object already = mine.byHook.get(hook.id());
        if (already != null) {
            return already;
        }
        try {
            Class<?> owner = HookOwner.of(hook, instrumented);
            ClientNeighbourhood beside = neighbourhood(owner.getClassLoader());
            mine.neighbourhood = beside;
            CallAdapter adapter = beside.adapter(hook, owner.getModule());
            mine.byHook.set(hook.id(), adapter);
            ClientStatus client = client(hook.client());
            if (client.state == State.UNLOADED) {
                client.state = State.READY;
            }
            return adapter;
        } catch (InvocationTargetException broken) {
            unavailable(hook, instrumented, linkage(broken.getTargetException()));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError broken) {
            unavailable(hook, instrumented, linkage(broken));
        }
        return UNAVAILABLE;
    }

    private static LinkageError linkage(Throwable why) {
        return why instanceof LinkageError error ? error : new LinkageError(String.valueOf(why), why);
    }

    private ClientNeighbourhood neighbourhood(@Nullable ClassLoader loader) {
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
