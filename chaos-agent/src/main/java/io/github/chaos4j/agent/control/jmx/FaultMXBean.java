package io.github.chaos4j.agent.control.jmx;

/** {@code io.github.chaos4j:type=Fault,id=…}, there while the fault is armed. */
public interface FaultMXBean {
    boolean isActive();

    /** False pauses, true resumes. */
    void setActive(boolean active);

    /** The short form. */
    String getFault();

    String getState();

    long getMatched();

    long getInjected();

    String getRemaining();
}
