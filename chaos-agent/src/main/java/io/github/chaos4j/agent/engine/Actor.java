package io.github.chaos4j.agent.engine;

/**
 * Who changed something.
 *
 * @param carrier http, jmx, file, environment, java, junit, gate or timer
 * @param name    the token's name, the JMX principal, the file; empty if there is none
 * @param address the remote address; empty if it came from within the JVM
 */
public record Actor(String carrier, String name, String address) {
    /** The application itself, through the Java API. */
    public static final Actor JAVA = new Actor("java", "", "");

    /** Time: expiry, a lease, the maximum. */
    public static final Actor TIMER = new Actor("timer", "", "");
}
