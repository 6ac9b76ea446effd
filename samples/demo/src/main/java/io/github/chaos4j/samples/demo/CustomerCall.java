package io.github.chaos4j.samples.demo;

/**
 * One call of a customer, due at a moment that was fixed beforehand. Its latency counts from that moment, so a service
 * that stalls is charged for the calls that it kept from starting (no coordinated omission). Thread-safe.
 */
final class CustomerCall {
    private final long due;
    private volatile long nanos = -1;
    private volatile String failure = "";
    private volatile boolean fallback;
    private volatile String queuedOrder = "";

    CustomerCall(long due) {
        this.due = due;
    }

    /** @param queuedOrder the path of an order that was accepted before it could be stored, else empty */
    void succeeded(boolean fallback, String queuedOrder) {
        this.fallback = fallback;
        this.queuedOrder = queuedOrder;
        this.nanos = System.nanoTime() - due;
    }

    /** @param failure what the customer saw, never empty */
    void failed(String failure) {
        this.failure = failure;
        this.nanos = System.nanoTime() - due;
    }

    long due() {
        return due;
    }

    long nanos() {
        return nanos;
    }

    boolean isDone() {
        return nanos >= 0;
    }

    boolean isSuccess() {
        return isDone() && failure.isEmpty();
    }

    /** Empty for a success. */
    String failure() {
        return failure;
    }

    boolean byFallback() {
        return fallback;
    }

    /** Whether the customer saw nothing unusual. */
    boolean isNormal() {
        return isSuccess() && !fallback;
    }

    String queuedOrder() {
        return queuedOrder;
    }
}
