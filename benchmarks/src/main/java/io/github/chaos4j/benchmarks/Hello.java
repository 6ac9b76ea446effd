package io.github.chaos4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The smallest application; says how much memory it needed at the most. */
public final class Hello {
    private Hello() {}

    public static void main(String[] args) throws IOException {
        System.out.println("Hello");
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM")) {
                System.out.println(line);
            }
        }
    }
}
