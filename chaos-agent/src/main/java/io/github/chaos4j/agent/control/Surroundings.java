package io.github.chaos4j.agent.control;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

/** What the JVM's surroundings call this host and this application. */
record Surroundings(Properties system, Map<String, String> env) {

    /** Asks the kernel before the resolver, which may take seconds. */
    String hostName() {
        try (FileInputStream kernel = new FileInputStream("/proc/sys/kernel/hostname")) {
            String name = new String(kernel.readNBytes(256), StandardCharsets.UTF_8).trim();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException notLinux) {
            // asked elsewhere
        }
        String windows = env.get("COMPUTERNAME");
        if (windows != null && !windows.isBlank()) {
            return windows;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** {@code spring.application.name}, else the simple name of the main class or the jar's without suffix. */
    String application() {
        String spring = system.getProperty("spring.application.name", env.get("SPRING_APPLICATION_NAME"));
        if (spring != null && !spring.isBlank()) {
            return spring.trim();
        }
        String main = mainClass();
        if (main.endsWith(".jar")) {
            int separator = Math.max(main.lastIndexOf('/'), main.lastIndexOf('\\'));
            return main.substring(separator + 1, main.length() - 4);
        }
        return main.substring(Math.max(main.lastIndexOf('.'), main.lastIndexOf('/')) + 1);
    }

    /** The main class or jar as given to {@code java}; {@code java} if it is unknown. */
    String mainClass() {
        String command = system.getProperty("sun.java.command", "").trim();
        if (command.isEmpty()) {
            return "java";
        }
        int end = command.indexOf(' ');
        return end < 0 ? command : command.substring(0, end);
    }
}
