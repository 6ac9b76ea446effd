package io.github.chaos4j.samples.checkout.resilience;

/**
 * One guard per dependency, so that the loss of one does not close the way to the others.
 */
public record Guards(Guard product, Guard cache, Guard orders) {}
