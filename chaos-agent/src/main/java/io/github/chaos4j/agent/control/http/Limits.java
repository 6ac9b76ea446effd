package io.github.chaos4j.agent.control.http;

import java.time.Duration;

/**
 * What one client may take.
 *
 * @param head        from the first byte awaited to the end of the head
 * @param body        for the rest of the request
 * @param idle        between two requests of a connection
 * @param write       for taking an answer, and for hearing out a client that was refused
 * @param connections open at once; a further one closes the oldest that has not sent a whole request
 */
record Limits(Duration head, Duration body, Duration idle, Duration write, int connections) {
    static final Limits DEFAULT = new Limits(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(5), 256);
}
