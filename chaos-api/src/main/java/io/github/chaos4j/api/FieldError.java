package io.github.chaos4j.api;

/**
 * One thing wrong with an input.
 *
 * @param field   the key as the user writes it, such as {@code delay} or {@code match.operation}
 * @param value   what was given, in the user's words; empty if it is missing
 * @param message what is wrong and what to write instead
 */
public record FieldError(String field, String value, String message) {
    @Override
    public String toString() {
        return message;
    }
}
