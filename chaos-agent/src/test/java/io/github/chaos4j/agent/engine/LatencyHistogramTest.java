package io.github.chaos4j.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

    @Test
    void everyValueLiesInItsBucketAndNoMoreThanAnEighthBelowItsEdge() {
        LongStream.of(0, 1, 7, 8, 9, 15, 16, 1_000, 123_456_789, Long.MAX_VALUE / 3)
                .forEach(value -> {
                    long edge = LatencyHistogram.upperEdge(LatencyHistogram.bucket(value));
                    assertThat(edge).isGreaterThanOrEqualTo(value).isLessThanOrEqualTo(value + value / 8 + 1);
                });
    }

    @Test
    void quantilesAreThoseOfTheValuesRecorded() {
        LatencyHistogram histogram = new LatencyHistogram();
        LongStream.rangeClosed(1, 1_000).forEach(histogram::record);
        assertThat(histogram.quantile(0.5)).isBetween(500L, 563L);
        assertThat(histogram.quantile(0.99)).isBetween(990L, 1_000L);
        assertThat(histogram.max()).isEqualTo(1_000);
        assertThat(new LatencyHistogram().quantile(0.5)).isZero();
    }
}
