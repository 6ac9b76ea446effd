package io.github.chaos4j.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the wanted supertypes a class has, as a set of bits, one for each. A class being loaded cannot be
 * asked, and loading its supertypes for the answer would recurse, so their class files are read as
 * resources, each once per loader. Thread-safe.
 */
final class Supertypes {
    private static final int MAXIMUM = 64;

    private final Map<String, Long> bits = new ConcurrentHashMap<>();
    private final String[] packageNames;
    private final byte[][] packages;
    private final Map<ClassLoader, Map<String, Long>> known = new WeakHashMap<>();

    /** @param wanted internal names, at most 64 */
    Supertypes(Set<String> wanted) {
        if (wanted.size() > MAXIMUM) {
            throw new IllegalArgumentException(wanted.size() + " supertypes are woven: at most " + MAXIMUM);
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : wanted) {
            bits.put(name, 1L << bits.size());
            names.add(name.substring(0, name.lastIndexOf('/') + 1));
        }
        packageNames = names.toArray(new String[0]);
        packages = new byte[packageNames.length][];
        for (int i = 0; i < packages.length; i++) {
            packages[i] = packageNames[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    boolean isEmpty() {
        return bits.isEmpty();
    }

    /** The packages of the wanted supertypes, for {@link ClassFile#mentions}. */
    byte[][] packages() {
        return packages;
    }

    long bit(String wanted) {
        Long bit = bits.get(wanted);
        return bit == null ? 0 : bit;
    }

    /** Of a class that is being loaded, given its direct ones. */
    long of(List<String> direct, ClassLoader loader) {
        return ofAll(direct, loader, memo(loader));
    }

    /** Of a class that is loaded. */
    long of(Class<?> type) {
        long found = 0;
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            found |= bit(current.getName().replace('.', '/'));
            for (Class<?> one : current.getInterfaces()) {
                found |= of(one);
            }
        }
        return found;
    }

    private long ofAll(List<String> names, ClassLoader loader, Map<String, Long> memo) {
        long found = 0;
        for (String name : names) {
            Long cached = memo.get(name);
            if (cached == null) {
                cached = bit(name) | (isDeadEnd(name) ? 0 : read(name, loader, memo));
                memo.put(name, cached);
            }
            found |= cached;
        }
        return found;
    }

    private long read(String name, ClassLoader loader, Map<String, Long> memo) {
        try (InputStream in = loader.getResourceAsStream(name.concat(".class"))) {
            return in == null ? 0 : ofAll(new ClassFile(in.readAllBytes()).supertypes(), loader, memo);
        } catch (IOException | RuntimeException notReadable) {
            return 0;
        }
    }

    /** Whether these supertypes alone rule a class out, as for most classes. */
    boolean areDeadEnds(List<String> names) {
        for (String name : names) {
            if (!isDeadEnd(name)) {
                return false;
            }
        }
        return true;
    }

    /** JDK types outside the packages of the wanted ones extend none of them. */
    private boolean isDeadEnd(String name) {
        if (!name.startsWith("java/") && !name.startsWith("javax/") && !name.startsWith("jdk/")) {
            return false;
        }
        for (String wanted : packageNames) {
            if (name.startsWith(wanted)) {
                return false;
            }
        }
        return true;
    }

    private Map<String, Long> memo(ClassLoader loader) {
        synchronized (known) {
            @Nullable Map<String, Long> memo = known.get(loader);
            if (memo == null) {
                memo = new ConcurrentHashMap<>();
                known.put(loader, memo);
            }
            return memo;
        }
    }
}
