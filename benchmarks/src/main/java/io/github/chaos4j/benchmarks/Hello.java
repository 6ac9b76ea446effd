package io.github.chaos4j.benchmarks;

import io.github.chaos4j.api.Chaos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The smallest application; says how much memory it needed at the most, on request when the agent is wholly there. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("Hello");
        if (args.length > 0 && args[0].equals("settled") && Chaos.isAvailable()) {
            Thread.sleep(500); // its control plane opens on a thread of its own
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM")) {
                System.out.println(line);
            }
        }
    }
}
