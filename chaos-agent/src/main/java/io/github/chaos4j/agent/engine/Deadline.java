package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ArmedFault.End;
import io.github.chaos4j.api.Fault;
import io.github.chaos4j.api.Lease;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When time ends a fault: its duration or its lease, whichever comes first. Monotonic; runs on while it is paused. */
final class Deadline {
    private final long startNanos = System.nanoTime();
    private final @Nullable Lease lease;

    /** Since the start, so that they compare without overflow. */
    private volatile long expiry;

    private volatile long leaseEnd;

    Deadline(Fault fault) {
        this.lease = fault.lease();
        this.expiry = Nanos.of(fault.duration());
        renewLease();
    }

    void renewLease() {
        leaseEnd = lease == null ? Long.MAX_VALUE : elapsed() + Nanos.of(lease.time());
    }

    void expireIn(Duration remaining) {
        expiry = elapsed() + Nanos.of(remaining);
    }

    long elapsed() {
        return System.nanoTime() - startNanos;
    }

    /** Nanoseconds until time ends the fault, at least 0. */
    long left() {
        return Math.max(0, Math.min(expiry, leaseEnd) - elapsed());
    }

    /** What has ended it, if time has. */
    Optional<End> passed() {
        long now = elapsed();
        if (expiry <= now) {
            return Optional.of(End.EXPIRED);
        }
        return leaseEnd <= now ? Optional.of(End.LEASE) : Optional.empty();
    }
}
