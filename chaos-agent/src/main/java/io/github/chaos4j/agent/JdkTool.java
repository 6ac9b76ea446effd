package io.github.chaos4j.agent;

import java.util.Properties;

/**
 * Whether this JVM runs a tool of the JDK (javac, jar, keytool, jcmd …) rather than an application: started
 * through {@code JAVA_TOOL_OPTIONS} the agent finds itself in all of them.
 */
final class JdkTool {
    private JdkTool() {}

    /** The tools' launchers name a module of the JDK as the main one. */
    static boolean isRunning(Properties system) {
        String module = system.getProperty("jdk.module.main", "");
        boolean jdk = module.startsWith("jdk.") || module.startsWith("java.");
        return jdk && !isSourceLauncher(system.getProperty("sun.java.command", ""));
    }

    /** {@code java App.java} is an application although javac's module is the main one (JEP 330). */
    private static boolean isSourceLauncher(String command) {
        return command.startsWith("jdk.compiler/com.sun.tools.javac.launcher.");
    }
}
