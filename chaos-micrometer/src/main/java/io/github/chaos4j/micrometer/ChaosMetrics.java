package io.github.chaos4j.micrometer;

import io.github.chaos4j.api.Chaos;
import io.github.chaos4j.api.FaultCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The agent's counters as meters: {@code chaos.injections}, {@code chaos.calls.matched} and {@code
 * chaos.injected.delay}, tagged {@code fault}, {@code type}, {@code target} and {@code service}, and {@code
 * chaos.faults.armed} and {@code chaos.engine.errors} without tags. Without an agent these two are 0 and there are
 * no others, so an application may bind it unconditionally. Thread-safe.
 *
 * <pre>{@code
 * new ChaosMetrics().bindTo(registry);
 * }</pre>
 *
 * <p>Which tags there are is known only once a fault is armed. They are looked for whenever the registry reads {@code
 * chaos.faults.armed}, that is at every scrape or push, and take neither a thread nor a timer. A registry that has
 * begun its round by then shows new ones in its next round.
 */
public final class ChaosMetrics implements MeterBinder {
    /** One reading of the counters serves all meters of a scrape; without it their cost would grow by the square. */
    private static final long READING_SERVES_NANOS = 5_000_000;

    private final LongSupplier nanos;

    public ChaosMetrics() {
        this(System::nanoTime);
    }

    /** With a clock of the test's own. */
    ChaosMetrics(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Binding binding = new Binding(registry, nanos);
        Gauge.builder("chaos.faults.armed", binding, Binding::armed)
                .description("Faults that have not ended.")
                .strongReference(true)
                .register(registry);
        FunctionCounter.builder("chaos.engine.errors", binding, any -> Chaos.engineErrors())
                .description("Failures of the agent itself; the calls passed.")
                .register(registry);
        binding.refresh();
    }

    /** What one registry has been given. */
    private static final class Binding {
        private final MeterRegistry registry;
        private final LongSupplier nanos;
        private final Map<Tags, Row> rows = new ConcurrentHashMap<>();
        private volatile long readAt;

        Binding(MeterRegistry registry, LongSupplier nanos) {
            this.registry = registry;
            this.nanos = nanos;
        }

        double armed() {
            refresh();
            return Chaos.isAvailable() ? Chaos.armed().size() : 0;
        }

        void refreshIfOld() {
            if (nanos.getAsLong() - readAt > READING_SERVES_NANOS) {
                refresh();
            }
        }

        void refresh() {
            readAt = nanos.getAsLong();
            for (FaultCounters counters : Chaos.counters()) {
                rows.computeIfAbsent(tags(counters), Row::new).latest(counters, this);
            }
        }

        private static Tags tags(FaultCounters counters) {
            return Tags.of(
                    "fault", counters.fault(),
                    "type", counters.type(),
                    "target", counters.target(),
                    "service", counters.service());
        }
    }

    /** The meters of one set of tags. Micrometer holds the row weakly, its binding holds it. */
    private static final class Row {
        private final Tags tags;
        private volatile FaultCounters latest = new FaultCounters("", "", "", "", 0, 0, 0, 0, false);
        private volatile boolean registered;

        Row(Tags tags) {
            this.tags = tags;
        }

        void latest(FaultCounters counters, Binding binding) {
            latest = counters;
            if (!registered) {
                registered = true;
                register(binding);
            }
        }

        /** A registry that knows the meter already keeps the one that it has. */
        private void register(Binding binding) {
            FunctionCounter.builder(
                            "chaos.injections", this, row -> row.read(binding).injections())
                    .description("Calls that suffered a fault.")
                    .tags(tags)
                    .register(binding.registry);
            FunctionCounter.builder(
                            "chaos.calls.matched",
                            this,
                            row -> row.read(binding).matched())
                    .description("Calls that matched a fault.")
                    .tags(tags)
                    .register(binding.registry);
            FunctionTimer.builder(
                            "chaos.injected.delay",
                            this,
                            row -> row.read(binding).delays(),
                            row -> row.read(binding).delayNanos(),
                            TimeUnit.NANOSECONDS)
                    .description("How long calls were made to wait.")
                    .tags(tags)
                    .register(binding.registry);
        }

        private FaultCounters read(Binding binding) {
            binding.refreshIfOld();
            return latest;
        }
    }
}
