package io.github.chaos4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders|orders|true",
                "orders|ORDERS|true",
                "orders|orders2|false",
                "orders|order|false",
                "orders*|orders-db|true",
                "*db|orders-db|true",
                "*|anything|true",
                "*|''|true",
                "''|''|true",
                "''|x|false",
                "a*b*c|aXbYc|true",
                "a*b*c|aXcYb|false",
                "a?c|a?c|true",
                "a?c|abc|false",
                "a\\*c|a*c|true",
                "a\\*c|abc|false",
                "a\\b|a\\b|true",
                "a.c|abc|false",
                "[ab]|a|false",
                "*.*|a.b|true",
                "ÄRGER*|ärgern|true",
                "{}|x|false",
                "select * from orders*|select * from orders where id = ?|true",
                "**a**|bab|true",
                "*a|ba ab|false"
            })
    void globsMatchTheWhole(String glob, String input, boolean expected) {
        assertThat(TextPattern.of(glob).matches(input)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/{},/orders/7,true",
        "/orders/{},/orders/,false",
        "/orders/{},/orders/7/items,false",
        "/orders/{}/items,/orders/7/items,true",
        "/orders/{}/items,/orders/7/8/items,false",
        "{}/a,x/a,true",
        "/{}/{},/a/b,true",
        "/{}/{},/a,false",
        "*/{}/end,/a/b/c/end,true",
        "*/{}/end,/end,false",
        "/a{}/b,/a{}/b,true",
        "/a{}/b,/ax/b,false",
        "/ORDERS/{},/orders/X,true",
        "/orders/*,/orders/7/items,true",
        "*/x/{}/y/*,/x/x/1/y/2,true"
    })
    void inPathsBracesAreOneSegment(String glob, String input, boolean expected) {
        assertThat(TextPattern.path(glob).matches(input)).isEqualTo(expected);
    }

    @Test
    void globsAgreeWithRegularExpressions() {
        Random random = new Random(14);
        int matches = 0;
        for (int i = 0; i < 20_000; i++) {
            String glob = letters(random, "ab/*", 8);
            String input = letters(random, "ab/", 10);
            boolean expected = Pattern.matches(glob.replace("*", ".*"), input);
            assertThat(TextPattern.of(glob).matches(input))
                    .as("%s on %s", glob, input)
                    .isEqualTo(expected);
            matches += expected ? 1 : 0;
        }
        assertThat(matches).isGreaterThan(500);
    }

    @Test
    void pathsAgreeWithRegularExpressions() {
        Random random = new Random(15);
        int matches = 0;
        for (int i = 0; i < 20_000; i++) {
            String path = "/" + letters(random, "a*~/", 6).replace("~", "/{}/").replace("//", "/");
            String input = "/" + letters(random, "ab/", 8);
            String regex = path.replaceAll("(?<=/)\\{}(?=/|$)", "[^/]+").replace("*", ".*");
            boolean expected = Pattern.matches(regex.replace("{}", "\\{\\}"), input);
            assertThat(TextPattern.path(path).matches(input))
                    .as("%s on %s", path, input)
                    .isEqualTo(expected);
            matches += expected ? 1 : 0;
        }
        assertThat(matches).isGreaterThan(500);
    }

    @Test
    void manyStarsDoNotTakeExponentialTime() {
        TextPattern pattern = TextPattern.of("*a".repeat(1_000) + "b");
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(pattern.matches("a".repeat(4_000))).isFalse());
    }

    @Test
    void regularExpressionsMatchTheWhole() {
        assertThat(TextPattern.of("regex:orders-\\d+").matches("ORDERS-12")).isTrue();
        assertThat(TextPattern.of("regex:orders").matches("orders2")).isFalse();
        assertThat(TextPattern.of("regex:").matches("")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"regex:(a+)+b", "regex:(a|aa)*b", "regex:(.*a){20}b", "regex:(a*)*(a*)*b"})
    void aRunawayRegularExpressionIsGivenUpAndCounted(String text) {
        TextPattern pattern = TextPattern.of(text);
        long before = TextPattern.overruns();
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(pattern.matches("a".repeat(4_000))).isFalse());
        assertThat(TextPattern.overruns()).isGreaterThan(before);
        assertThat(pattern.matches("c")).isFalse();
    }

    @Test
    void aRegularExpressionSeesNoMoreThanFourThousandCharacters() {
        assertThat(TextPattern.of("regex:a*").matches("a".repeat(4_096) + "b")).isTrue();
        assertThat(TextPattern.of("regex:a*").matches("a".repeat(4_095) + "b")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"regex:(", "regex:[a", "regex:a{2,1}", "regex:*", "regex:(?<n"})
    void aWrongRegularExpressionIsRefused(String text) {
        assertThatThrownBy(() -> TextPattern.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a regular expression")
                .hasMessageContaining("or write a glob without regex:");
    }

    @Test
    void regularExpressionsAreShortAndRepeatLittle() {
        assertThatThrownBy(() -> TextPattern.of("regex:" + "a".repeat(201)))
                .hasMessageContaining("more than 200 characters");
        assertThatThrownBy(() -> TextPattern.of("regex:((a{99}){99}){99}"))
                .hasMessageContaining("more than 10,000 times");
        assertThatThrownBy(() -> TextPattern.of("regex:(?:){2147483647}"))
                .hasMessageContaining("more than 10,000 times");
        assertThat(TextPattern.of("regex:a{0,200}").matches("aa")).isTrue();
    }

    @Test
    void aPatternPrintsAsWritten() {
        assertThat(TextPattern.of("Orders\\**")).hasToString("Orders\\**");
    }

    private static String letters(Random random, String alphabet, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
