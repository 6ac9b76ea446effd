package io.github.chaos4j.it;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.ErrorKind;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Target;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every client does under a fault. A subclass sets up one client and its server before each test and says
 * what is special about it; see {@code H2IT} for a short one.
 */
public abstract class ClientContract {
    private static final Duration DOSE = ofMillis(200);

    /** So much longer than meant may things take on a busy machine. */
    private static final Duration GRACE = ofMillis(900);

    private static final int MANY = 10_000;

    /** Aims at the calls of this client and at no other's. */
    protected abstract Target target();

    /** One call as an application makes it, through everything that it has in front of the client. */
    protected abstract Object call() throws Exception;

    /** The client's own timeout, which {@link #call} is subject to: 1 to 2 seconds. */
    protected abstract Duration timeout();

    /** What the client throws when its timeout passes. */
    protected abstract void assertTimedOut(Throwable failure);

    /** How each kind of error looks that a call can suffer. */
    protected abstract Map<ErrorKind, Consumer<Throwable>> failures();

    /** How an interrupted call fails; empty if it keeps waiting, with the flag kept. */
    protected Optional<Consumer<Throwable>> interrupted() {
        return Optional.empty();
    }

    /** The same on a virtual thread. */
    protected Optional<Consumer<Throwable>> interruptedOnVirtualThread() {
        return interrupted();
    }

    /** How a waiting call is given up. */
    protected Stream<Cancelling> cancellings() throws Exception {
        return Stream.empty();
    }

    /**
     * One way to give a call up.
     *
     * @param call   waits
     * @param cancel is called from another thread meanwhile
     * @param looks  of what the call throws
     */
    public record Cancelling(String name, Callable<?> call, Action cancel, Consumer<Throwable> looks) {}

    /** A {@link Runnable} that may throw. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    @AfterEach
    void disarmAll() {
        Chaos.stop();
    }

    private ArmedFault arm(Fault fault) {
        return Chaos.arm(fault.on(target()));
    }

    @Test
    void passesWhileNothingIsArmed() {
        Outcome.of(this::call).assertPassed();
    }

    @Test
    void passesWhileAnotherServiceIsFaulty() {
        Target other = new Target(target().kind(), "another-service", target().match());
        try (ArmedFault armed = Chaos.arm(Fault.error().on(other))) {
            Outcome.of(this::call).assertPassed();
            assertThat(armed.injected()).isZero();
        }
    }

    /** The least of three: a dose taken twice is in each of them, a busy machine is not. */
    @Test
    void costsALatencyOnce() {
        try (ArmedFault slow = arm(Fault.latency(DOSE))) {
            Duration least = Stream.generate(() -> Outcome.of(this::call).assertPassed())
                    .limit(3)
                    .map(Outcome::elapsed)
                    .min(Duration::compareTo)
                    .orElseThrow();
            assertThat(least).isBetween(DOSE, DOSE.multipliedBy(2));
            assertThat(slow.injected()).isEqualTo(3);
        }
    }

    @Test
    void turnsALatencyBeyondTheClientsTimeoutIntoThatTimeout() {
        try (ArmedFault slow = arm(Fault.latency(timeout().multipliedBy(3)))) {
            Outcome outcome = Outcome.of(this::call);
            assertTimedOut(outcome.assertFailed());
            outcome.assertTook(timeout(), timeout().plus(GRACE));
            await().untilAsserted(() -> assertThat(slow.injected()).isEqualTo(1));
        }
        Outcome.of(this::call).assertPassed();
    }

    @Test
    void hangsUntilTheClientsTimeout() {
        try (ArmedFault hang = arm(Fault.hang().lasting(ofSeconds(10)))) {
            Outcome outcome = Outcome.of(this::call);
            assertTimedOut(outcome.assertFailed());
            outcome.assertTook(timeout(), timeout().plus(GRACE));
        }
    }

    @TestFactory
    Stream<DynamicTest> failsAsTheRealClientDoes() {
        return failures().entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey().word(), () -> {
                    try (ArmedFault fault = arm(Fault.error(each.getKey()))) {
                        each.getValue().accept(Outcome.of(this::call).assertFailed());
                        await().untilAsserted(() -> assertThat(fault.injected()).isPositive());
                    }
                    await().atMost(ofSeconds(10))
                            .untilAsserted(() -> Outcome.of(this::call).assertPassed());
                }));
    }

    @Test
    void firesExactlyMaxTimes() {
        try (ArmedFault fault = arm(Fault.latency(ofMillis(1)).max(3))) {
            for (int i = 0; i < 10; i++) {
                Outcome.of(this::call).assertPassed();
            }
            assertThat(fault.injected()).isEqualTo(3);
            await().untilAsserted(() -> assertThat(fault.end()).contains(ArmedFault.End.MAX));
        }
    }

    /** Five standard deviations of the binomial distribution. */
    @Test
    void firesAtItsRate() throws Exception {
        try (ArmedFault fault =
                arm(Fault.latency(Duration.ofNanos(1_000)).rate(0.1).seed(7))) {
            for (int i = 0; i < MANY; i++) {
                call();
            }
            assertThat(fault.matched()).isEqualTo(MANY);
            assertThat(fault.injected()).isBetween(1_000L - 150, 1_000L + 150);
        }
    }

    @Test
    void hitsTheSameCallsWithTheSameSeed() throws Exception {
        BitSet first = hits(42);
        assertThat(hits(42)).isEqualTo(first);
        assertThat(hits(43)).isNotEqualTo(first);
    }

    private BitSet hits(long seed) throws Exception {
        BitSet hits = new BitSet();
        try (ArmedFault fault =
                arm(Fault.latency(Duration.ofNanos(1_000)).rate(0.5).seed(seed))) {
            for (int i = 0; i < 100; i++) {
                long before = fault.injected();
                call();
                hits.set(i, fault.injected() > before);
            }
        }
        return hits;
    }

    @Test
    void passesAgainAfterDisarming() {
        ArmedFault fault = arm(Fault.latency(timeout().multipliedBy(3)));
        Outcome.Running waiting = Outcome.start(this::call, false);
        awaitMatched(fault);
        fault.close();
        waiting.end().assertPassed();
        Outcome.of(this::call).assertPassed();
        assertThat(fault.end()).contains(ArmedFault.End.DISARMED);
    }

    @Test
    void passesAgainAfterExpiry() {
        ArmedFault fault = arm(Fault.hang().lasting(ofMillis(300)));
        Outcome.of(this::call)
                .assertPassed()
                .assertTook(ofMillis(200), ofMillis(300).plus(GRACE));
        assertThat(fault.end()).contains(ArmedFault.End.EXPIRED);
        Outcome.of(this::call).assertPassed();
    }

    @Test
    void takesAnInterruptAsTheRealClientDoes() {
        interrupts(false, interrupted());
    }

    @Test
    void takesAnInterruptOnAVirtualThreadAsTheRealClientDoes() {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads are of JDK 21");
        interrupts(true, interruptedOnVirtualThread());
    }

    private void interrupts(boolean virtual, Optional<Consumer<Throwable>> looks) {
        Duration dose = ofMillis(700);
        try (ArmedFault fault = arm(Fault.latency(dose))) {
            Outcome.Running running = Outcome.start(this::call, virtual);
            awaitMatched(fault);
            running.thread().interrupt();
            Outcome outcome = running.end();
            if (looks.isEmpty()) {
                outcome.assertPassed().assertTook(dose, dose.plus(GRACE));
                assertThat(outcome.isInterrupted()).isTrue();
            } else {
                looks.get().accept(outcome.assertFailed());
                assertThat(outcome.elapsed()).isLessThan(dose);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> endsTheWaitOfACallGivenUp() throws Exception {
        return cancellings()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    try (ArmedFault fault = arm(Fault.hang().lasting(ofSeconds(10)))) {
                        Outcome.Running running = Outcome.start(each.call(), false);
                        awaitMatched(fault);
                        awaitWaiting(running.thread());
                        each.cancel().run();
                        Outcome outcome = running.end();
                        each.looks().accept(outcome.assertFailed());
                        assertThat(outcome.elapsed()).isLessThan(timeout());
                    }
                }));
    }

    private static void awaitMatched(ArmedFault fault) {
        await().pollInterval(ofMillis(1)).until(() -> fault.matched() > 0);
    }

    private static void awaitWaiting(Thread thread) {
        await().pollInterval(ofMillis(1))
                .until(() ->
                        thread.getState() == Thread.State.TIMED_WAITING || thread.getState() == Thread.State.WAITING);
    }
}
