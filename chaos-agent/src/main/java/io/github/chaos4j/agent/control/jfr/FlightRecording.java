package io.github.chaos4j.agent.control.jfr;

import io.github.chaos4j.agent.engine.Actor;
import io.github.chaos4j.agent.engine.EngineListener;
import io.github.chaos4j.agent.engine.Injection;
import io.github.chaos4j.api.ArmedFault;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/** Writes what the engine does into running recordings. */
public final class FlightRecording implements EngineListener {
    private final AtomicBoolean prepared = new AtomicBoolean();

    /**
     * The first event of a class costs some 90 ms: that is for the arming thread, or for the one that starts a
     * recording, and not for an injected call.
     */
    private void prepare() {
        if (!prepared.compareAndSet(false, true)) {
            return;
        }
        InjectionEvent rehearsed = new InjectionEvent();
        if (!rehearsed.shouldCommit() && FlightRecorder.isAvailable()) {
            FlightRecorder.addListener(new FlightRecorderListener() {
                @Override
                public void recorderInitialized(FlightRecorder recorder) {
                    FlightRecorder.register(InjectionEvent.class);
                }
            });
            if (FlightRecorder.isInitialized()) {
                FlightRecorder.register(InjectionEvent.class);
            }
        }
    }

    /** @param isArmed whether something is armed already */
    public FlightRecording(boolean isArmed) {
        if (isArmed) {
            prepare();
        }
    }

    @Override
    public void armed(ArmedFault fault, Actor by) {
        prepare();
        commit(new ControlEvent.Arm(), fault, fault.fault().toString(), by);
    }

    @Override
    public void changed(ArmedFault fault, String what, Actor by) {
        commit(new ControlEvent.Change(), fault, what, by);
    }

    @Override
    public void ended(ArmedFault fault, ArmedFault.End why, Actor by) {
        commit(new ControlEvent.Disarm(), fault, why.word(), by);
    }

    private static void commit(ControlEvent event, ArmedFault fault, String detail, Actor by) {
        if (event.shouldCommit()) {
            event.fault = fault.id();
            event.detail = detail;
            event.by = by.name().isEmpty() ? by.carrier() : by.carrier() + " " + by.name();
            event.commit();
        }
    }

    @Override
    public void injected(Injection injection) {
        InjectionEvent event = new InjectionEvent();
        if (event.shouldCommit()) {
            event.fault = injection.fault();
            event.type = injection.type().word();
            event.target = injection.operation().kind().word();
            event.operation = injection.operation().word();
            event.services = String.join(", ", injection.services());
            event.outcome = injection.outcome();
            event.delay = injection.delayNanos();
            event.commit();
        }
    }
}
