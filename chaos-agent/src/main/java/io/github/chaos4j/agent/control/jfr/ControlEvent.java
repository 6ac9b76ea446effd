package io.github.chaos4j.agent.control.jfr;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Somebody armed, changed or ended a fault. */
@Category("Chaos4J")
@StackTrace(false)
abstract class ControlEvent extends Event {
    @Label("Fault")
    String fault = "";

    @Label("Detail")
    String detail = "";

    @Label("By")
    String by = "";

    @Name("io.github.chaos4j.Arm")
    @Label("Fault Armed")
    static final class Arm extends ControlEvent {}

    @Name("io.github.chaos4j.Change")
    @Label("Fault Changed")
    static final class Change extends ControlEvent {}

    @Name("io.github.chaos4j.Disarm")
    @Label("Fault Ended")
    static final class Disarm extends ControlEvent {}
}
