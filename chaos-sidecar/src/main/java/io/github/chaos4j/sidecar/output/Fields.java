package io.github.chaos4j.sidecar.output;

import io.github.chaos4j.api.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object, read leniently: an agent of another version may leave out a field or add one.
 *
 * @param map as read, in the order of the text
 */
public record Fields(Map<?, ?> map) {

    /** Of a value that may be anything; without fields unless it is an object. */
    public static Fields of(@Nullable Object value) {
        return new Fields(value instanceof Map<?, ?> map ? map : Map.of());
    }

    public boolean has(String key) {
        return map.get(key) != null;
    }

    /** Empty if it is missing. */
    public String text(String key) {
        Object value = map.get(key);
        return value == null ? "" : value.toString();
    }

    /** Empty if it is missing, null or an empty text. */
    public Optional<String> find(String key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    public long number(String key) {
        return map.get(key) instanceof Number number ? number.longValue() : 0;
    }

    /** Empty if it is missing or written in a way that this version does not know. */
    public Optional<Duration> duration(String key) {
        try {
            return find(key).map(DurationText::read);
        } catch (IllegalArgumentException notADuration) {
            return Optional.empty();
        }
    }

    public boolean isTrue(String key) {
        return Boolean.TRUE.equals(map.get(key));
    }

    public Fields fields(String key) {
        return of(map.get(key));
    }

    /** The objects of a list. */
    public List<Fields> list(String key) {
        return objects(map.get(key));
    }

    /** The scalars of a list, as text. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        if (map.get(key) instanceof Iterable<?> list) {
            list.forEach(element -> texts.add(String.valueOf(element)));
        }
        return texts;
    }

    /** The objects of a value that is one object or a list of them. */
    public static List<Fields> objects(@Nullable Object value) {
        List<Fields> objects = new ArrayList<>();
        if (value instanceof Iterable<?> list) {
            list.forEach(element -> objects.add(of(element)));
        } else if (value instanceof Map<?, ?> map) {
            objects.add(new Fields(map));
        }
        return objects;
    }
}
