package io.github.chaos4j.api;

/**
 * What the faults of one label set have done since the agent was installed, ended ones included. The numbers
 * never fall.
 *
 * @param fault      the id if the user chose it, else {@code auto}
 * @param type       the word of the type
 * @param target     the word of the target
 * @param service    the alias or pattern of the fault's service; empty if it names none
 * @param injections how many calls suffered one of them
 * @param matched    how many calls matched one of them
 * @param delays     how many calls were made to wait
 * @param delayNanos how long those waited in all, in nanoseconds
 * @param armed      whether one of them is armed now
 */
public record FaultCounters(
        String fault,
        String type,
        String target,
        String service,
        long injections,
        long matched,
        long delays,
        long delayNanos,
        boolean armed) {}
