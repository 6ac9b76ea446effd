package io.github.chaos4j.agent.control;

/** Where the agent speaks to whoever reads the service's log; never to stdout, which may be the application's data. */
final class Stderr {
    private Stderr() {}

    static void line(String text) {
        System.err.println("chaos4j: ".concat(text));
    }
}
