package io.github.chaos4j.samples.checkout.product;

import java.math.BigDecimal;

public record Product(String id, String name, BigDecimal price) {}
