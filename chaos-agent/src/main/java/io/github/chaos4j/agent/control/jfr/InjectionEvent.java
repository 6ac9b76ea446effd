package io.github.chaos4j.agent.control.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** One call that suffered a fault, recorded after its wait. */
@Name("io.github.chaos4j.Injection")
@Label("Injection")
@Category("Chaos4J")
@Description("A call that suffered a fault")
final class InjectionEvent extends Event {
    @Label("Fault")
    String fault = "";

    @Label("Type")
    String type = "";

    @Label("Target")
    String target = "";

    @Label("Operation")
    String operation = "";

    @Label("Services")
    String services = "";

    @Label("Outcome")
    String outcome = "";

    @Label("Delay")
    @Timespan(Timespan.NANOSECONDS)
    long delay;
}
