package io.github.chaos4j.it.platform.app;

import io.github.chaos4j.api.Chaos;

/** Asks for the agent in its first statement. */
public final class FirstStatement {
    private FirstStatement() {}

    public static void main(String[] args) {
        System.out.println("available " + Chaos.isAvailable());
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("chaos4j"))
                .forEach(System.out::println);
    }
}
