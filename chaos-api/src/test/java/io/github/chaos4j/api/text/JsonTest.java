package io.github.chaos4j.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void objectsAndArraysNest() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("a", Arrays.asList(1, 2.5, true, null));
        object.put("b", Map.of("c", new Object[] {"d"}));
        assertThat(Json.write(object)).isEqualTo("{\"a\":[1,2.5,true,null],\"b\":{\"c\":[\"d\"]}}");
        assertThat(Json.write(List.of())).isEqualTo("[]");
        assertThat(Json.write(null)).isEqualTo("null");
    }

    @Test
    void textsAreEscaped() {
        assertThat(Json.write("\"\\\n\r\t\b\u0000\u2028é😀"))
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u0000\\u2028é😀\"");
        assertThat(Json.write("\uD83D")).isEqualTo("\"\\ud83d\"");
        assertThat(Json.write("\uDE00x")).isEqualTo("\"\\ude00x\"");
    }

    @Test
    void numbersThatJsonLacksAreNull() {
        assertThat(Json.write(List.of(Double.NaN, Float.POSITIVE_INFINITY, Long.MIN_VALUE)))
                .isEqualTo("[null,null,-9223372036854775808]");
    }

    @Test
    void otherObjectsAreTheirText() {
        assertThat(Json.write(java.time.Duration.ofSeconds(2))).isEqualTo("\"PT2S\"");
    }
}
