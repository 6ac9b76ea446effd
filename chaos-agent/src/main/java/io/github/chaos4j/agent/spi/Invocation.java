package io.github.chaos4j.agent.spi;

/**
 * A woven method in flight.
 *
 * @param args the arguments; an adapter may change elements only where {@link Delivery} or
 *             {@link CallAdapter#waited} says so
 */
public record Invocation(Hook hook, Object self, Object[] args, Peer peer) {}
