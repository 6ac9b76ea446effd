package io.github.chaos4j.agent.weave;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;

/**
 * Retransforms the classes that were loaded before the transformer came, or that are to lose what it wove.
 * Needed at JVM start too: with an AOT cache (JEP 483) the application's classes are loaded before any agent
 * and without a load hook.
 */
public final class LoadedClassSweep {
    /** One retransformation stops the world: many small stops rather than a long one. */
    private static final int BATCH = 100;

    private final Instrumentation instrumentation;
    private final ChaosTransformer transformer;
    private final WeaveListener listener;

    public LoadedClassSweep(Instrumentation instrumentation, ChaosTransformer transformer, WeaveListener listener) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
        this.listener = listener;
    }

    public void run() {
        List<Class<?>> matching = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (matches(loaded)) {
                matching.add(loaded);
            }
        }
        for (int from = 0; from < matching.size(); from += BATCH) {
            retransform(matching.subList(from, Math.min(from + BATCH, matching.size())));
        }
    }

    /** Asking a class for its supertypes may fail where some of them are missing. */
    private boolean matches(Class<?> loaded) {
        try {
            return transformer.mayMatch(loaded) && instrumentation.isModifiableClass(loaded);
        } catch (LinkageError | RuntimeException unusable) {
            return false;
        }
    }

    private void retransform(List<Class<?>> batch) {
        try {
            instrumentation.retransformClasses(batch.toArray(Class<?>[]::new));
        } catch (Throwable failure) {
            if (batch.size() == 1) {
                listener.failed(batch.get(0).getName(), failure);
            } else {
                for (Class<?> one : batch) {
                    retransform(List.of(one));
                }
            }
        }
    }
}
