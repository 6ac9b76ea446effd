package io.github.chaos4j.agent;

import org.jspecify.annotations.Nullable;

/** The version in the manifest of the jar that a class is from. */
final class Version {
    private Version() {}

    /** Outside a jar there is none. */
    static String of(Class<?> type) {
        Package of = type.getPackage();
        @Nullable String version = of == null ? null : of.getImplementationVersion();
        return version == null ? "development" : version;
    }
}
