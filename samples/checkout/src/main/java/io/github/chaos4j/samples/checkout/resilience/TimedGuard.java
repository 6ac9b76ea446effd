package io.github.chaos4j.samples.checkout.resilience;

import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.decorators.Decorators;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retry around breaker around time limit around bulkhead. The breaker counts attempts, not calls, so that it opens
 * after as many failures as the other side has really seen.
 */
record TimedGuard(
        CircuitBreaker breaker,
        Retry retry,
        TimeLimiter limit,
        ThreadPoolBulkhead bulkhead,
        ScheduledExecutorService timer)
        implements Guard {

    private static final Logger LOG = LoggerFactory.getLogger(TimedGuard.class);

    @Override
    public <T> T call(Supplier<T> work, Supplier<T> fallback) {
        try {
            return attempts(work);
        } catch (RuntimeException e) {
            if (breaker.getCircuitBreakerConfig().getIgnoreExceptionPredicate().test(e)) {
                throw e;
            }
            LOG.debug("{} failed: {}", breaker.getName(), e.toString());
            return fallback.get();
        }
    }

    private <T> T attempts(Supplier<T> work) {
        try {
            return Decorators.ofSupplier(work)
                    .withThreadPoolBulkhead(bulkhead)
                    .withTimeLimiter(limit, timer)
                    .withCircuitBreaker(breaker)
                    .withRetry(retry, timer)
                    .get()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
