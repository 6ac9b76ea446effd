package io.github.chaos4j.samples.checkout.resilience;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Breaker and bulkhead on the caller's thread: for clients that keep a timeout of their own. */
record BreakerGuard(CircuitBreaker breaker, Bulkhead bulkhead) implements Guard {

    private static final Logger LOG = LoggerFactory.getLogger(BreakerGuard.class);

    @Override
    public <T> T call(Supplier<T> work, Supplier<T> fallback) {
        try {
            return CircuitBreaker.decorateSupplier(breaker, Bulkhead.decorateSupplier(bulkhead, work))
                    .get();
        } catch (RuntimeException e) {
            LOG.debug("{} failed: {}", breaker.getName(), e.toString());
            return fallback.get();
        }
    }
}
