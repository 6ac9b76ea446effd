package io.github.chaos4j.samples.checkout.order;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;

/** An order as it was placed, at the price that the customer saw. */
public record Order(String id, String productId, int quantity, BigDecimal unitPrice, Instant placedAt) {

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public BigDecimal total() {
        return unitPrice.multiply(BigDecimal.valueOf(quantity));
    }
}
