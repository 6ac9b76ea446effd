package io.github.chaos4j.samples.checkout.resilience;

import java.util.function.Supplier;

record Unguarded() implements Guard {

    @Override
    public <T> T call(Supplier<T> work, Supplier<T> fallback) {
        return work.get();
    }
}
