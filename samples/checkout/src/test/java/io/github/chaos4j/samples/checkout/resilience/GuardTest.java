package io.github.chaos4j.samples.checkout.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CircuitBreaker breaker = CircuitBreaker.of(
            "test",
            CircuitBreakerConfig.custom()
                    .slidingWindowSize(4)
                    .minimumNumberOfCalls(4)
                    .ignoreExceptions(IllegalArgumentException.class)
                    .build());
    private final ThreadPoolBulkhead pool = ThreadPoolBulkhead.ofDefaults("test");
    private final AtomicInteger attempts = new AtomicInteger();

    @AfterEach
    void end() throws Exception {
        timer.shutdownNow();
        pool.close();
    }

    @Test
    void aFailureIsTriedAgainAndThenAnsweredByTheFallback() {
        assertThat(timed(Duration.ofSeconds(5)).call(this::fail, () -> "fallback"))
                .isEqualTo("fallback");
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aSlowCallIsAnsweredByTheFallbackAtTheTimeLimit() {
        CountDownLatch never = new CountDownLatch(1);
        String answer = timed(Duration.ofMillis(20)).call(() -> waitFor(never), () -> "fallback");
        never.countDown();
        assertThat(answer).isEqualTo("fallback");
    }

    @Test
    void anOpenBreakerLetsNoCallThrough() {
        Guard guard = timed(Duration.ofSeconds(5));
        guard.call(this::fail, () -> "fallback");
        guard.call(this::fail, () -> "fallback");
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(guard.call(this::fail, () -> "fallback")).isEqualTo("fallback");
        assertThat(attempts).hasValue(4);
    }

    @Test
    void anAnswerThatIsNoFailureReachesTheCaller() {
        Guard guard = timed(Duration.ofSeconds(5));
        assertThatThrownBy(() -> guard.call(this::refuse, () -> "fallback"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFullBulkheadIsAnsweredByTheFallback() {
        Bulkhead full = Bulkhead.of(
                "test",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(1)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        full.acquirePermission();
        assertThat(new BreakerGuard(breaker, full).call(() -> "work", () -> "fallback"))
                .isEqualTo("fallback");
    }

    @Test
    void withoutResilienceTheFailureReachesTheCaller() {
        assertThatThrownBy(() -> new Unguarded().call(this::fail, () -> "fallback"))
                .hasMessage("away");
    }

    private TimedGuard timed(Duration limit) {
        Retry retry = Retry.of(
                "test",
                RetryConfig.custom()
                        .maxAttempts(2)
                        .waitDuration(Duration.ofMillis(1))
                        .ignoreExceptions(IllegalArgumentException.class)
                        .build());
        return new TimedGuard(breaker, retry, TimeLimiter.of(limit), pool, timer);
    }

    private String fail() {
        attempts.incrementAndGet();
        throw new IllegalStateException("away");
    }

    private String refuse() {
        throw new IllegalArgumentException("no such product");
    }

    private static String waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return "late";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
