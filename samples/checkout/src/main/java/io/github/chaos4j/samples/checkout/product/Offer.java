package io.github.chaos4j.samples.checkout.product;

import io.github.chaos4j.samples.checkout.Served;

/** A product, and how we came to know it. */
public record Offer(Product product, Served served) {}
