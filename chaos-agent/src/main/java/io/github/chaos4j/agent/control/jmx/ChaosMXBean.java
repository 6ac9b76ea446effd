package io.github.chaos4j.agent.control.jmx;

import java.util.List;

/**
 * {@code io.github.chaos4j:type=Chaos}. Every argument is spelled as in the text form of a fault; an empty one is
 * one not given. Operations throw {@link IllegalArgumentException} for wrong input, with everything wrong, and
 * {@link IllegalStateException} if chaos is not allowed now.
 */
public interface ChaosMXBean {
    boolean isEnabled();

    /** False ends every fault and closes the gate; true opens this part of it again. */
    void setEnabled(boolean enabled);

    /** The armed faults in their short form. */
    List<String> getArmed();

    /** What {@code GET /chaos} answers. */
    String getStatus();

    /** Arms faults given as JSON, YAML or short forms. Returns their ids. */
    String arm(String text);

    /** The target may name a service too: {@code jdbc orders-db}. */
    String latency(String target, String delay, String rate, String duration);

    String error(String target, String kind, String rate, String duration);

    String exhaust(String pool, String leave, String duration);

    void disarm(String id);

    void disarmAll();

    /** What {@code POST /chaos/explain} answers. */
    String explain(String text);
}
