package io.github.chaos4j.samples.checkout.resilience;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

@Configuration(proxyBeanMethods = false)
class Resilience {

    @Bean(destroyMethod = "shutdownNow")
    ScheduledExecutorService guardTimer() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "guard-timer");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Bean
    @Profile("!no-resilience")
    Guards guards(
            CircuitBreakerRegistry breakers,
            RetryRegistry retries,
            TimeLimiterRegistry limits,
            ThreadPoolBulkheadRegistry pools,
            BulkheadRegistry bulkheads,
            ScheduledExecutorService guardTimer) {
        return new Guards(
                new TimedGuard(
                        breakers.circuitBreaker("product"),
                        retries.retry("product"),
                        limits.timeLimiter("product"),
                        pools.bulkhead("product"),
                        guardTimer),
                new BreakerGuard(breakers.circuitBreaker("cache"), bulkheads.bulkhead("cache")),
                new BreakerGuard(breakers.circuitBreaker("orders"), bulkheads.bulkhead("orders")));
    }

    /** For comparison: every failure and every wait reaches the customer. */
    @Bean
    @Profile("no-resilience")
    Guards noGuards() {
        return new Guards(new Unguarded(), new Unguarded(), new Unguarded());
    }
}
