package io.github.chaos4j.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void sharesAreOfAllCalls() {
        Figures figures = Figures.of(IntStream.range(0, 10)
                .mapToObj(n -> {
                    CustomerCall call = new CustomerCall(System.nanoTime());
                    if (n < 2) {
                        call.failed("HTTP 503");
                    } else {
                        call.succeeded(n < 5, "");
                    }
                    return call;
                })
                .toList());
        assertThat(figures.calls()).isEqualTo(10);
        assertThat(figures.success()).isEqualTo(0.8);
        assertThat(figures.fallback()).isEqualTo(0.3);
        assertThat(figures.failures()).containsEntry("HTTP 503", 2L);
    }

    @Test
    void latencyCountsFromTheMomentACallWasDue() {
        CustomerCall late =
                new CustomerCall(System.nanoTime() - Duration.ofSeconds(3).toNanos());
        late.succeeded(false, "");
        assertThat(Figures.of(List.of(late)).p99()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(30));
    }

    @Test
    void nothingSeenIsNoSuccess() {
        assertThat(Figures.of(List.of()).success()).isZero();
    }
}
