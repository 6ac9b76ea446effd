package io.github.chaos4j.it.platform.app;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.Fault;

/**
 * Queries a database and calls a service, without a fault, with one each, and without again. With the argument
 * {@code jdbc} or {@code http} only the one.
 */
public final class Faults {
    private Faults() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0 || args[0].equals("jdbc")) {
            System.out.println("jdbc " + Query.run());
            try (ArmedFault fault = Chaos.arm(Fault.parse("error jdbc orders kind=deadlock"))) {
                System.out.println("jdbc " + Query.run());
            }
            System.out.println("jdbc " + Query.run());
        }
        if (args.length == 0 || args[0].equals("http")) {
            System.out.println("http " + Http.run());
            try (ArmedFault fault = Chaos.arm(Fault.parse("response http status=503"))) {
                System.out.println("http " + Http.run());
            }
            System.out.println("http " + Http.run());
        }
    }
}
