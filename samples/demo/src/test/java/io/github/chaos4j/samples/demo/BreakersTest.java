package io.github.chaos4j.samples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreakersTest {

    @Test
    void theStateOfABreakerIsTheGaugeThatIsOne() {
        String metrics = """
                # TYPE resilience4j_circuitbreaker_state gauge
                resilience4j_circuitbreaker_state{name="cache",state="closed"} 1.0
                resilience4j_circuitbreaker_state{name="cache",state="open"} 0.0
                resilience4j_circuitbreaker_state{group="none",name="product",state="half_open"} 1.0
                resilience4j_circuitbreaker_calls{name="product",state="open"} 1.0
                """;
        assertThat(Breakers.parse(metrics, 7))
                .containsExactly(new Breakers.Seen(7, "cache", "closed"), new Breakers.Seen(7, "product", "half-open"));
    }
}
