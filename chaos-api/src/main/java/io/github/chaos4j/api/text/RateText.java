package io.github.chaos4j.api.text;

import java.util.regex.Pattern;

/** Shares of calls: {@code 0.5} or {@code 50%}, above 0 and at most 1. */
public final class RateText {
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\d{1,30}(?:\\.\\d{1,30})?|\\.\\d{1,30})(?:[eE]-?\\d{1,3})?");

    private RateText() {}

    /** @throws IllegalArgumentException whose message goes on after the value: {@code is not a rate: …} */
    public static double read(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1) : text;
        double rate = NUMBER.matcher(number).matches() ? Double.parseDouble(number) / (percent ? 100 : 1) : 0;
        if (rate > 0 && rate <= 1) {
            return rate;
        }
        throw new IllegalArgumentException("is not a rate: write a number above 0 and up to 1, such as 0.5, or 50%");
    }
}
