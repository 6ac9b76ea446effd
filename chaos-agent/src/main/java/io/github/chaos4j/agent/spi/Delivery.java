package io.github.chaos4j.agent.spi;

import org.jspecify.annotations.Nullable;

/** What becomes of an asynchronous invocation now. */
public sealed interface Delivery {

    /** The body does not run; the caller gets this at once (a future completed later). */
    record Skip(@Nullable Object result) implements Delivery {}

    /** The body runs, with the arguments as the adapter has changed them in place. */
    record Proceed() implements Delivery {}
}
