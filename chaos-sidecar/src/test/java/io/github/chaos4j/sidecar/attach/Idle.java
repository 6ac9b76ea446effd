package io.github.chaos4j.sidecar.attach;

import java.io.IOException;

/** A JVM that says that it is up and waits until its standard input ends. */
public final class Idle {
    private Idle() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("up");
        while (System.in.read() >= 0) {
            // until the test has finished, or was killed
        }
    }
}
