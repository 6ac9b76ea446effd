package io.github.chaos4j.api.text;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What somebody may have meant. */
final class Suggestion {
    /** Longer words are not compared: the comparison takes the product of both lengths. */
    private static final int LONGEST = 64;

    private Suggestion() {}

    /** The nearest of the words, if it is near: one edit in short words, up to a third of the letters in long ones. */
    static Optional<String> nearest(String word, Collection<String> words) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return Optional.empty();
        }
        String nearest = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : words) {
            if (Math.abs(candidate.length() - word.length()) < least) {
                int distance = distance(word, candidate);
                if (distance < least) {
                    nearest = candidate;
                    least = distance;
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** {@code a, b or c}. */
    static String or(List<String> words) {
        int last = words.size() - 1;
        return last <= 0
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** Edits and swaps of neighbours (Damerau and Levenshtein's optimal string alignment), without regard to case. */
    private static int distance(String a, String b) {
        int[] beforePrevious = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = previous[j - 1] + (same(a, i - 1, b, j - 1) ? 0 : 1);
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, changed);
                if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1)) {
                    row[j] = Math.min(row[j], beforePrevious[j - 2] + 1);
                }
            }
            beforePrevious = previous;
            previous = row;
        }
        return previous[b.length()];
    }

    private static boolean same(String a, int i, String b, int j) {
        return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
    }
}
