package io.github.chaos4j.benchmarks;

import java.lang.instrument.Instrumentation;

/** What any agent costs a start: the JVM loads {@code java.instrument} and does without its archived modules. */
public final class EmptyAgent {
    private EmptyAgent() {}

    /** Called by the JVM for {@code -javaagent}. */
    public static void premain(String arguments, Instrumentation instrumentation) {}
}
