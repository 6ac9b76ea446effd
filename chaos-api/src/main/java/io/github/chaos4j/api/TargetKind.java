package io.github.chaos4j.api;

import java.util.Arrays;
import java.util.Optional;

/** What kind of call a fault is aimed at: the word after the type in the text form. */
public enum TargetKind {
    /** The main operation of every kind. */
    ANY("*"),
    JDBC("jdbc"),
    HTTP("http"),
    REDIS("redis"),
    POOL("pool");

    private final String word;

    TargetKind(String word) {
        this.word = word;
    }

    /** The spelling in the text form, JSON and metrics. */
    public String word() {
        return word;
    }

    /** The kind so spelled, in exactly the lower-case spelling of {@link #word()}. */
    public static Optional<TargetKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
