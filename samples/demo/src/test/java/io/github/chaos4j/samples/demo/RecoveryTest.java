package io.github.chaos4j.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryTest {

    private static final long END = 1_000_000_000_000L;

    private final List<CustomerCall> calls = new ArrayList<>();

    @Test
    void beginsWhereASecondWithoutFailureBegins() {
        call(0).failed("HTTP 500");
        call(500).failed("HTTP 500");
        succeed(600, 1_600);
        assertThat(recovery(END))
                .hasValueSatisfying(time -> assertThat(time.toMillis()).isEqualTo(500));
    }

    @Test
    void isNotThereBeforeThatSecondIsOver() {
        call(500).failed("HTTP 500");
        succeed(600, 1_400);
        assertThat(recovery(END)).isEmpty();
    }

    @Test
    void isDelayedByAnAnswerOfTheFallback() {
        call(300).succeeded(true, "");
        succeed(400, 1_400);
        assertThat(recovery(END))
                .hasValueSatisfying(time -> assertThat(time.toMillis()).isEqualTo(300));
    }

    @Test
    void isDelayedByABreakerThatIsNotClosed() {
        succeed(0, 2_000);
        assertThat(recovery(END + Duration.ofMillis(700).toNanos())).contains(Duration.ofMillis(700));
    }

    @Test
    void waitsForCallsThatAreOnTheirWay() {
        call(0);
        succeed(100, 2_000);
        assertThat(recovery(END)).isEmpty();
    }

    @Test
    void isImmediateWhenNobodyNoticedAnything() {
        succeed(0, 1_000);
        assertThat(recovery(END)).contains(Duration.ZERO);
    }

    private Optional<Duration> recovery(long notSooner) {
        return Recovery.of(calls, END, notSooner);
    }

    private CustomerCall call(long millisAfterEnd) {
        CustomerCall call =
                new CustomerCall(END + Duration.ofMillis(millisAfterEnd).toNanos());
        calls.add(call);
        return call;
    }

    private void succeed(long from, long to) {
        for (long at = from; at <= to; at += 100) {
            call(at).succeeded(false, "");
        }
    }
}
