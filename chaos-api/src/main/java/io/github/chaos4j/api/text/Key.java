package io.github.chaos4j.api.text;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of a {@link KeyTable}: a key, what its value is, and with which types and targets it goes. The same name may
 * have several rows that go with different types or targets.
 *
 * @param name    as in the short form; one that ends with a dot stands for every key that begins so
 * @param kind    what its value is
 * @param types   the words of the types it goes with; empty for all
 * @param targets the words of the targets it goes with; empty for all
 */
public record Key(String name, ValueKind<?> kind, Set<String> types, Set<String> targets) {

    /** A key that goes with every type and target. */
    public static Key of(String name, ValueKind<?> kind) {
        return new Key(name, kind, Set.of(), Set.of());
    }

    public Key types(Object... words) {
        return new Key(name, kind, words(words), targets);
    }

    public Key targets(Object... words) {
        return new Key(name, kind, types, words(words));
    }

    /** Whether this row is about that key. */
    boolean names(String key) {
        return name.endsWith(".") ? key.startsWith(name) && key.length() > name.length() : name.equals(key);
    }

    /** Whether it goes with a type; with an unknown one, null, it does. */
    boolean goesWithType(@Nullable String type) {
        return type == null || types.isEmpty() || types.contains(type);
    }

    /** Whether it goes with a target; with an unknown one, null, it does. */
    boolean goesWithTarget(@Nullable String target) {
        return target == null || targets.isEmpty() || targets.contains(target);
    }

    /** As shown to people: {@code header.<name>}. */
    String shown() {
        return name.endsWith(".") ? name + "<name>" : name;
    }

    private static Set<String> words(Object... words) {
        Set<String> set = new LinkedHashSet<>();
        Arrays.stream(words).map(Object::toString).forEach(set::add);
        return set;
    }
}
