package io.github.chaos4j.api;

import java.util.Arrays;
import java.util.Optional;

/** What a fault does to the calls it hits. */
public enum FaultType {
    /** The call takes longer, bounded by the caller's own timeout. */
    LATENCY("latency"),
    /** The call fails as the client fails in the failure named by {@link ErrorKind}. */
    ERROR("error"),
    /** The call gets no answer until the fault ends or the caller's own timeout does. */
    HANG("hang"),
    /** An HTTP call gets this answer and never reaches the server. */
    RESPONSE("response"),
    /** The connections of a pool are held, or its callers are refused as if they were. */
    EXHAUSTION("exhaustion"),
    /** Nothing happens: the matching calls are recorded. */
    OBSERVE("observe");

    private final String word;

    FaultType(String word) {
        this.word = word;
    }

    /** The spelling in the text form, JSON and metrics. */
    public String word() {
        return word;
    }

    /** Whether a call that it hits has an outcome of the fault's making: hang, error, response. */
    public boolean isOutcome() {
        return this == ERROR || this == HANG || this == RESPONSE || this == EXHAUSTION;
    }

    public static Optional<FaultType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
