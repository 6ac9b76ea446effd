package io.github.chaos4j.sidecar.attach;

import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for the agent in a forked JVM: leaves the file that an agent leaves, with its arguments as the class. */
public final class LateAgent {
    private LateAgent() {}

    public static void agentmain(String arguments, Instrumentation instrumentation) throws Exception {
        if (arguments.contains("fail=")) {
            throw new IllegalStateException("asked to fail");
        }
        Path directory = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "chaos4j-test"));
        Files.writeString(
                directory.resolve(ProcessHandle.current().pid() + ".json"),
                "{\"url\":\"http://127.0.0.1:1\",\"mainClass\":\"" + arguments.replace("\"", "\\\"") + "\"}");
    }
}
