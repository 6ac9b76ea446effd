package io.github.chaos4j.agent;

import java.util.Properties;

/**
 * Whether this JVM runs a tool of the JDK (javac, jar, keytool, jcmd …) rather than an application: started
 * through {@code JAVA_TOOL_OPTIONS} the agent finds itself in all of them.
 */
final class JdkTool {
    private JdkTool() {}

    /** The tools' launchers name a module of the JDK as the main one; {@code java App.java} does not. */
    static boolean isRunning(Properties system) {
        String module = system.getProperty("jdk.module.main", "");
        return module.startsWith("jdk.") || module.startsWith("java.");
    }
}
