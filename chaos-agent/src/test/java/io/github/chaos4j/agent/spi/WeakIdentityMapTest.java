package io.github.chaos4j.agent.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final WeakIdentityMap<Object, String> map = new WeakIdentityMap<>();

    @Test
    void tellsEqualKeysApart() {
        List<Integer> one = new ArrayList<>(List.of(1));
        List<Integer> other = new ArrayList<>(List.of(1));
        map.put(one, "one");

        assertThat(map.get(one)).isEqualTo("one");
        assertThat(map.get(other)).isNull();
    }

    @Test
    void theFirstOfTwoWhoPutStays() {
        Object key = new Object();

        assertThat(map.putIfAbsent(key, "first")).isEqualTo("first");
        assertThat(map.putIfAbsent(key, "second")).isEqualTo("first");
        assertThat(map.values()).containsExactly("first");
    }

    @Test
    void holdsManyAndRemovesOne() {
        List<Object> keys = IntStream.range(0, 5000).mapToObj(i -> new Object()).toList();
        keys.forEach(key -> map.put(key, String.valueOf(keys.indexOf(key) % 7)));
        map.remove(keys.get(17));

        assertThat(map.get(keys.get(17))).isNull();
        assertThat(map.get(keys.get(18))).isEqualTo("4");
        assertThat(map.values()).hasSize(4999);
    }

    @Test
    void forgetsAKeyThatIsGone() {
        map.put(new Object(), "gone");

        for (int i = 0; i < 50 && !map.values().isEmpty(); i++) {
            System.gc();
        }

        assertThat(map.values()).isEmpty();
    }
}
