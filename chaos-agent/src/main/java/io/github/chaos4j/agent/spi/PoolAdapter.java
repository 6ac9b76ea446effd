package io.github.chaos4j.agent.spi;

/** An adapter whose calls are acquisitions from a pool that can be really exhausted. */
public interface PoolAdapter extends CallAdapter {

    /**
     * The pool behind a constructed or acquiring object. Must hold the object weakly, or be held by nothing
     * but the engine's own weak note of it.
     */
    Pool pool(Object self);
}
