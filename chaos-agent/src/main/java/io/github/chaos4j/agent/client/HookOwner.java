package io.github.chaos4j.agent.client;

import io.github.chaos4j.agent.spi.Hook;

/**
 * Finds the client's class behind an object's: the application may have subclassed it in another loader, where
 * the client's neighbours are not.
 */
final class HookOwner {
    private HookOwner() {}

    static Class<?> of(Hook hook, Class<?> type) {
        Class<?> owner = type;
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            if (hook.subtypes() ? isSubtype(hook, current) : hook.types().contains(current.getName())) {
                owner = current;
            }
        }
        return owner;
    }

    private static boolean isSubtype(Hook hook, Class<?> type) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            if (hook.types().contains(current.getName())) {
                return true;
            }
            for (Class<?> one : current.getInterfaces()) {
                if (isSubtype(hook, one)) {
                    return true;
                }
            }
        }
        return false;
    }
}
