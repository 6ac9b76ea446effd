package io.github.chaos4j.agent.weave;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loaders whose classes are no part of the application: other agents isolate their dependencies, which keep
 * their ordinary names there, and the HTTP client of a tracer's exporter must not be disturbed. Compare
 * OpenTelemetry's GlobalIgnoredTypesConfigurer.
 */
final class ForeignLoaders {
    private static final Set<String> NAMES = Set.of(
            "io.opentelemetry.javaagent.bootstrap.AgentClassLoader",
            "io.opentelemetry.javaagent.tooling.ExtensionClassLoader",
            "io.opentelemetry.javaagent.tooling.instrumentation.indy.InstrumentationModuleClassLoader",
            "co.elastic.apm.agent.premain.ShadedClassLoader",
            "co.elastic.apm.agent.bci.classloading.IndyPluginClassLoader",
            "jdk.internal.reflect.DelegatingClassLoader",
            "sun.reflect.DelegatingClassLoader");

    private static final String[] PREFIXES = {
        "io.opentelemetry.javaagent.",
        "co.elastic.apm.agent.",
        "co.elastic.otel.agent.",
        "datadog.",
        "com.newrelic.",
        "com.nr.agent.",
        "com.dynatrace.",
        "com.appdynamics.",
        "com.singularity.",
        "com.instana.",
        "org.glowroot.agent.",
        "org.apache.skywalking.apm.agent.",
        "io.github.chaos4j.agent."
    };

    private ForeignLoaders() {}

    static boolean contains(@Nullable ClassLoader loader) {
        if (loader == null) {
            return false;
        }
        String name = loader.getClass().getName();
        return NAMES.contains(name) || startsWithAny(name, PREFIXES);
    }

    static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
