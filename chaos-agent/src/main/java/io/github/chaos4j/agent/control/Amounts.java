package io.github.chaos4j.agent.control;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the amounts in settings by hand: a regular expression in premain would cost every start of the JVM. */
final class Amounts {
    private static final double NONE = Double.NaN;

    private Amounts() {}

    /** {@code 250ms}, {@code 2s}, {@code 1m30s}, {@code 1h} or ISO-8601; null if it is none of these or not positive. */
    static @Nullable Duration duration(String text) {
        if (text.startsWith("P")) {
            return isoDuration(text);
        }
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < text.length()) {
            int unit = at;
            while (unit < text.length() && isDigit(text.charAt(unit))) {
                unit++;
            }
            int next = unit;
            while (next < text.length() && !isDigit(text.charAt(next))) {
                next++;
            }
            if (unit == at || unit - at > 12) {
                return null;
            }
            Duration part = part(Long.parseLong(text.substring(at, unit)), text.substring(unit, next));
            if (part == null) {
                return null;
            }
            sum = sum.plus(part);
            at = next;
        }
        return sum.isZero() ? null : sum;
    }

    private static @Nullable Duration part(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> null;
        };
    }

    private static @Nullable Duration isoDuration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return duration.isNegative() || duration.isZero() ? null : duration;
        } catch (RuntimeException notIso) {
            return null;
        }
    }

    /** A share in [0, 1], written {@code 0.5} or {@code 50%}; NaN if it is none. */
    static double share(String text) {
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1) : text;
        for (int i = 0; i < digits.length(); i++) {
            if (!isDigit(digits.charAt(i)) && digits.charAt(i) != '.') {
                return NONE;
            }
        }
        try {
            double share = Double.parseDouble(digits) / (percent ? 100 : 1);
            return share <= 1 ? share : NONE;
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    /** A number in [least, most]; −1 if it is none. */
    static int count(String text, int least, int most) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
        }
        int count = Integer.parseInt(text);
        return count < least || count > most ? -1 : count;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
