package io.github.chaos4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assertions;

/**
 * What became of one call.
 *
 * @param failure       what it threw, or null
 * @param elapsed       how long it took
 * @param isInterrupted whether its thread left it with the interrupt flag set
 */
public record Outcome(Object value, Throwable failure, Duration elapsed, boolean isInterrupted) {

    public static Outcome of(Callable<?> call) {
        long start = System.nanoTime();
        Object value = null;
        Throwable failure = null;
        try {
            value = call.call();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        return new Outcome(value, failure, elapsed, Thread.interrupted());
    }

    /** Runs the call on a thread of its own. */
    static Running start(Callable<?> call, boolean virtual) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Runnable body = () -> outcome.complete(of(call));
        Thread thread;
        if (virtual) {
            try {
                thread = (Thread) Thread.class
                        .getMethod("startVirtualThread", Runnable.class)
                        .invoke(null, body);
            } catch (ReflectiveOperationException beforeJdk21) {
                throw new IllegalStateException(beforeJdk21);
            }
        } else {
            thread = new Thread(body, "call");
            thread.start();
        }
        return new Running(thread, outcome);
    }

    record Running(Thread thread, CompletableFuture<Outcome> outcome) {
        Outcome end() {
            return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> outcome.get());
        }
    }

    public Outcome assertPassed() {
        assertThat(failure).as("failure of the call").isNull();
        return this;
    }

    public Throwable assertFailed() {
        assertThat(failure).as("failure of the call, which returned " + value).isNotNull();
        return failure;
    }

    public Outcome assertTook(Duration atLeast, Duration lessThan) {
        assertThat(elapsed).isGreaterThanOrEqualTo(atLeast).isLessThan(lessThan);
        return this;
    }
}
