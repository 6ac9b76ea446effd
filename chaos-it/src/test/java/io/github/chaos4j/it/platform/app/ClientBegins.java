package io.github.chaos4j.it.platform.app;

import io.github.chaos4j.api.Chaos;

/** Loads one class of a client that is not woven itself, and waits for what the agent makes of that. */
public final class ClientBegins {
    private ClientBegins() {}

    public static void main(String[] names) throws ReflectiveOperationException, InterruptedException {
        System.out.println("available " + Chaos.isAvailable());
        Class.forName(names[0], false, ClientBegins.class.getClassLoader());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("chaos-weaver")) {
                thread.join();
            }
        }
    }
}
