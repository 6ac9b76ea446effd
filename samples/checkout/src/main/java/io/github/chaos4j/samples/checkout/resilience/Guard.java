package io.github.chaos4j.samples.checkout.resilience;

import java.util.function.Supplier;

/** A call to something that may be slow or away. */
@FunctionalInterface
public interface Guard {

    /** The result of the work, or of the fallback if the work failed or was not even tried. */
    <T> T call(Supplier<T> work, Supplier<T> fallback);

    /** Whether the work was done. */
    default boolean run(Runnable work) {
        return call(
                () -> {
                    work.run();
                    return true;
                },
                () -> false);
    }
}
