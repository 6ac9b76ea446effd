package io.github.chaos4j.api.text;

import io.github.chaos4j.api.ArmedFault;
import io.github.chaos4j.api.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A fault armed through {@link TextRuntime}: asks anew for everything that changes. */
final class TextFault implements ArmedFault {
    private static final int ID = 0;
    private static final int STATE = 1;
    private static final int END = 2;
    private static final int ARMED_AT = 3;
    private static final int REMAINING = 4;
    private static final int MATCHED = 5;
    private static final int INJECTED = 6;
    private static final int LAST_MISS = 7;
    private static final int FAULT = 8;

    private final TextRuntime runtime;
    private final String id;
    private final Fault fault;
    private volatile List<String> latest;

    TextFault(TextRuntime runtime, List<String> cells) {
        this.runtime = runtime;
        this.id = cells.get(ID);
        this.fault = FaultText.parse(cells.get(FAULT));
        this.latest = cells;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public State state() {
        return State.valueOf(cell(STATE));
    }

    @Override
    public Optional<End> end() {
        return Optional.of(cell(END)).filter(end -> !end.isEmpty()).map(End::valueOf);
    }

    @Override
    public Instant armedAt() {
        return Instant.parse(latest.get(ARMED_AT));
    }

    @Override
    public Duration remaining() {
        return Duration.parse(cell(REMAINING));
    }

    @Override
    public long matched() {
        return Long.parseLong(cell(MATCHED));
    }

    @Override
    public long injected() {
        return Long.parseLong(cell(INJECTED));
    }

    @Override
    public Optional<String> lastMiss() {
        return Optional.of(cell(LAST_MISS)).filter(miss -> !miss.isEmpty());
    }

    @Override
    public void pause() {
        runtime.ask("pause " + id);
    }

    @Override
    public void resume() {
        runtime.ask("resume " + id);
    }

    @Override
    public void rate(double rate) {
        runtime.ask("rate " + id + " " + rate);
    }

    @Override
    public void remaining(Duration duration) {
        runtime.ask("remaining " + id + " " + DurationText.print(duration));
    }

    @Override
    public void close() {
        if (runtime.find(id).isPresent()) {
            runtime.ask("disarm " + id);
        }
    }

    /** Of a fault that is no longer among the last 100 ended, the latest known. */
    private String cell(int index) {
        runtime.find(id).ifPresent(found -> latest = ((TextFault) found).latest);
        return latest.get(index);
    }
}
