package io.github.chaos4j.agent.client.redis;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client does not tell: a missing field or method is null, since versions differ. Never writes, and
 * never looks into the JDK.
 */
final class Inside {
    private static final @Nullable Method IS_VIRTUAL = method(Thread.class, "isVirtual");

    private Inside() {}

    /** The field of that name, of the class or a superclass. */
    static @Nullable Field field(Class<?> type, String name) {
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            try {
                Field field = each.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException inherited) {
                // the superclass may declare it
            }
        }
        return null;
    }

    static @Nullable Object get(@Nullable Field field, Object owner) {
        try {
            return field == null ? null : field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The method of that name and parameters, declared by the class itself; public methods of the JDK as well. */
    static @Nullable Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            Method method = type.getDeclaredMethod(name, parameters);
            if (!Modifier.isPublic(method.getModifiers()) || !Modifier.isPublic(type.getModifiers())) {
                method.setAccessible(true);
            }
            return method;
        } catch (NoSuchMethodException otherVersion) {
            return null;
        }
    }

    static @Nullable Object call(Method method, Object owner, Object... arguments) {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException | IllegalAccessException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * The first field value of that type in an object, its superclasses and, to that depth, the objects of the same
     * library that it holds: a factory keeps its parts in fields, in a builder or in a lambda.
     */
    static <T> @Nullable T find(@Nullable Object owner, Class<T> type, int depth) {
        if (owner == null || type.isInstance(owner)) {
            return type.cast(owner);
        }
        for (Class<?> each = owner.getClass(); isOfLibrary(each, type); each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()) {
                    continue;
                }
                field.setAccessible(true);
                Object value = get(field, owner);
                T found = type.isInstance(value) ? type.cast(value) : null;
                if (found == null && depth > 0 && value != null) {
                    found = find(value, type, depth - 1);
                }
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static boolean isOfLibrary(@Nullable Class<?> type, Class<?> other) {
        return type != null && type.getName().startsWith(other.getPackageName());
    }

    /** Before JDK 21 no thread is. */
    static boolean isVirtual(Thread thread) {
        return IS_VIRTUAL != null && Boolean.TRUE.equals(call(IS_VIRTUAL, thread));
    }
}
