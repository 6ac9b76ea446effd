package io.github.chaos4j.agent.weave;

/** Woven by the self-check, into a loader of its own. */
public final class Canary {
    public int sing(int note) {
        return note + 1;
    }
}
