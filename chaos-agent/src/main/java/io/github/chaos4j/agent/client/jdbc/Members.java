package io.github.chaos4j.agent.client.jdbc;

import io.github.chaos4j.agent.spi.ByType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Fields and methods by name, of classes that differ from driver to driver. */
final class Members {
    /** What a class has none of. */
    static final Member NONE = target -> null;

    private static final ByType<Map<String, Member>> FOUND = new ByType<>() {
        @Override
        protected Map<String, Member> compute(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /** A field, or a method without arguments. */
    interface Member {
        /** What is in it; null if it cannot be read. */
        @Nullable
        Object of(Object target);
    }

    private Members() {}

    static @Nullable Object delegate(Object wrapper) {
        Object told = read(wrapper, "getDelegate()");
        return told != null ? told : read(wrapper, "delegate");
    }

    /** The name of the HikariCP pool that lent it, or null. */
    static @Nullable String poolName(Object proxy) {
        return (String) read(proxy, "poolEntry", "hikariPool", "poolName");
    }

    /**
     * Follows fields, and methods where a name ends with (), from the target on; null as soon as there is nothing
     * of that name or in it.
     */
    static @Nullable Object read(@Nullable Object target, String... path) {
        Object at = target;
        for (String member : path) {
            at = at == null ? null : step(at, member);
        }
        return at;
    }

    private static @Nullable Object step(Object target, String member) {
        Class<?> type = target.getClass();
        Map<String, Member> found = FOUND.get(type);
        Member known = found.get(member);
        if (known == null) {
            known = find(type, member);
            found.put(member, known);
        }
        return known.of(target);
    }

    static Member find(Class<?> type, String member) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            AccessibleObject declared = declared(each, member);
            if (declared instanceof Field field) {
                return target -> get(field, target);
            }
            if (declared instanceof Method method) {
                return target -> call(method, target);
            }
        }
        return NONE;
    }

    private static @Nullable Object get(Field field, Object target) {
        try {
            return field.get(target);
        } catch (ReflectiveOperationException closed) {
            return null;
        }
    }

    private static @Nullable Object call(Method method, Object target) {
        try {
            return method.invoke(target);
        } catch (ReflectiveOperationException closed) {
            return null;
        }
    }

    private static @Nullable AccessibleObject declared(Class<?> type, String member) {
        try {
            boolean method = member.endsWith("()");
            AccessibleObject found = method
                    ? type.getDeclaredMethod(member.substring(0, member.length() - 2))
                    : type.getDeclaredField(member);
            boolean usable = (method
                            && type.getModule().isExported(type.getPackageName())
                            && Modifier.isPublic(((Method) found).getModifiers())
                            && Modifier.isPublic(type.getModifiers()))
                    || found.trySetAccessible();
            return usable ? found : null;
        } catch (ReflectiveOperationException | LinkageError absent) {
            return null;
        }
    }
}
