package io.github.chaos4j.it.platform.app;

import java.io.IOException;

/** Has used both clients when it says ready; goes on to {@link Faults} when it is told to. */
public final class Waiting {
    private Waiting() {}

    public static void main(String[] args) throws Exception {
        Query.run();
        Http.run();
        System.out.println("ready");
        if (System.in.read() < 0) {
            throw new IOException("nobody said go");
        }
        Faults.main(args);
    }
}
