package io.github.chaos4j.agent.client;

import java.io.IOException;
import java.io.InputStream;
import java.security.ProtectionDomain;

/**
 * Loads the adapters of one package beside the application's client: it defines that package's classes itself
 * from the agent's jar, so that they see the client's types; the rest of the agent comes from the agent's
 * loader, everything else from the client's.
 *
 * <p>The whole package, not the adapter alone: the compiler links nested classes, switch maps and package-private
 * helpers, and across two loaders each such link is an {@link IllegalAccessError}.
 */
final class AdapterLoader extends ClassLoader {
    private static final String AGENT = "io.github.chaos4j.agent.";
    private static final String API = "io.github.chaos4j.api.";

    static {
        registerAsParallelCapable();
    }

    private final String family;
    private final ClassLoader agent = AdapterLoader.class.getClassLoader();
    private final ProtectionDomain domain = AdapterLoader.class.getProtectionDomain();

    /**
     * @param packageName of the client modules, defined here
     * @param client      the loader of the application's client
     */
    AdapterLoader(String packageName, ClassLoader client) {
        super(client);
        this.family = packageName + ".";
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(family)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : findClass(name);
            }
        }
        if (name.startsWith(AGENT) || name.startsWith(API)) {
            return agent.loadClass(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(family)) {
            throw new ClassNotFoundException(name);
        }
        String path = name.replace('.', '/') + ".class";
        try (InputStream in = agent.getResourceAsStream(path)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
