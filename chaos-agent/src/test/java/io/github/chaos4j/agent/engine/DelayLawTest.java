package io.github.chaos4j.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.chaos4j.api.Delay;
import io.github.chaos4j.api.Distribution;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayLawTest {
    private static final Duration D = Duration.ofMillis(200);
    private static final Duration J = Duration.ofMillis(50);
    private static final int DRAWS = 20_000;

    private static double[] millis(Distribution law) {
        DelayLaw delays = new DelayLaw(new Delay(D, J, law, null), Duration.ofMinutes(1));
        return LongStream.range(0, DRAWS)
                .map(n -> delays.draw(42, n, 0))
                .sorted()
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
    }

    /** Bounds, mean and median of each law as control of its formula; tolerances are beyond five standard errors. */
    @ParameterizedTest
    @CsvSource({
        "UNIFORM,     150, 250, 200, 200",
        "NORMAL,        0, 450, 200, 200",
        "EXPONENTIAL, 200, 900, 250, 234.66",
        "LOGNORMAL,    60, 700, 205.04, 200",
        "PARETO,      200, 2500, 250, 225.99",
    })
    void drawsByItsLaw(Distribution law, double least, double most, double mean, double median) {
        double[] drawn = millis(law);
        assertThat(drawn[0]).isGreaterThanOrEqualTo(least);
        assertThat(drawn[DRAWS - 1]).isLessThanOrEqualTo(most);
        assertThat(java.util.Arrays.stream(drawn).average().orElseThrow())
                .isCloseTo(mean, org.assertj.core.data.Offset.offset(4.0));
        assertThat(drawn[DRAWS / 2]).isCloseTo(median, org.assertj.core.data.Offset.offset(4.0));
    }

    @Test
    void withoutJitterIsExact() {
        assertThat(new DelayLaw(Delay.of(D), Duration.ofMinutes(1)).draw(1, 1, 0))
                .isEqualTo(D.toNanos());
    }

    @Test
    void rampsLinearlyOverTheDuration() {
        DelayLaw ramp = new DelayLaw(new Delay(D, null, null, Duration.ofSeconds(1)), Duration.ofSeconds(10));
        assertThat(ramp.draw(1, 1, 0)).isEqualTo(D.toNanos());
        assertThat(ramp.draw(1, 1, Duration.ofSeconds(5).toNanos())).isEqualTo(600_000_000L);
        assertThat(ramp.draw(1, 1, Duration.ofSeconds(60).toNanos())).isEqualTo(1_000_000_000L);
    }

    @Test
    void isNeverNegative() {
        DelayLaw wide = new DelayLaw(new Delay(J, D, Distribution.UNIFORM, null), Duration.ofMinutes(1));
        assertThat(LongStream.range(0, 1_000).map(n -> wide.draw(3, n, 0)).min().orElseThrow())
                .isZero();
    }
}
