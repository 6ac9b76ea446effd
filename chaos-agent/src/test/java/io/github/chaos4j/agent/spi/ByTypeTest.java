package io.github.chaos4j.agent.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ByTypeTest {
    private final List<Class<?>> computed = new ArrayList<>();
    private final ByType<String> names = new ByType<>() {
        @Override
        protected String compute(Class<?> type) {
            computed.add(type);
            return "name " + type.getName();
        }
    };

    @Test
    void computesTheValueOfAClassOnce() {
        String first = names.get(String.class);

        assertThat(first).isEqualTo("name java.lang.String");
        assertThat(names.get(String.class)).isSameAs(first);
        assertThat(computed).containsExactly(String.class);
    }

    @Test
    void hasAtOnceOnlyWhatWasAskedForBefore() {
        assertThat(names.inFront(String.class)).isNull();

        String value = names.get(String.class);

        assertThat(names.inFront(String.class)).isSameAs(value);
        assertThat(names.inFront(Integer.class)).isNull();
    }

    @Test
    void keepsTheValuesOfMoreClassesThanItHasInFront() {
        List<Class<?>> types = List.of(
                Byte.class,
                Short.class,
                Integer.class,
                Long.class,
                Float.class,
                Double.class,
                Character.class,
                Boolean.class,
                Void.class,
                String.class);
        List<String> first = types.stream().map(names::get).toList();

        assertThat(types.stream().map(names::get)).containsExactlyElementsOf(first);
        assertThat(computed).hasSize(types.size());
        assertThat(types.stream().filter(type -> names.inFront(type) != null)).hasSize(8);
    }
}
