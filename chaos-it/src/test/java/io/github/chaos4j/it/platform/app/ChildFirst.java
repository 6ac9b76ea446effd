package io.github.chaos4j.it.platform.app;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Runs an application in a loader that asks its parent last, as a servlet container does. */
public final class ChildFirst {
    private ChildFirst() {}

    /**
     * @param args what to run ({@code query}, armed from outside, or {@code faults}, which arms itself), then the
     *             class path
     */
    public static void main(String[] args) throws Exception {
        URL[] urls = new URL[args.length - 1];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(args[i + 1]).toUri().toURL();
        }
        try (Loader loader = new Loader(urls)) {
            Thread.currentThread().setContextClassLoader(loader);
            if (args[0].equals("query")) {
                Class<?> query = loader.loadClass(Query.class.getName());
                System.out.println(query.getClassLoader() == loader);
                System.out.println(query.getMethod("run").invoke(null));
                try (ArmedFault fault = Chaos.arm(Fault.parse("error jdbc kind=deadlock"))) {
                    System.out.println(query.getMethod("run").invoke(null));
                }
                System.out.println(query.getMethod("run").invoke(null));
            } else {
                System.out.println(loader.loadClass(Chaos.class.getName()) != Chaos.class);
                loader.loadClass(Faults.class.getName())
                        .getMethod("main", String[].class)
                        .invoke(null, (Object) new String[] {"jdbc"});
            }
        }
    }

    private static final class Loader extends URLClassLoader {
        Loader(URL[] urls) {
            super(urls, ChildFirst.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (!name.startsWith("java.")) {
                    try {
                        return findClass(name);
                    } catch (ClassNotFoundException notMine) {
                        return super.loadClass(name, resolve);
                    }
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
