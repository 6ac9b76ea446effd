package io.github.chaos4j.agent.spi;

/**
 * A woven method in flight.
 *
 * @param args the arguments; an adapter may change elements only where {@link Delivery} or
 *             {@link CallAdapter#waited} says so
 */
// the very array of the woven method: what is changed in it reaches the body
@SuppressWarnings("ArrayRecordComponent")
public record Invocation(Hook hook, Object self, Object[] args, Peer peer) {}
