package io.github.chaos4j.agent.engine;

import io.github.chaos4j.api.ScopeClock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when told to. */
final class VirtualTime implements ScopeClock {
    private final AtomicLong now = new AtomicLong();

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public boolean isVirtual() {
        return true;
    }

    @Override
    public void elapse(long time, TimeUnit unit) {
        now.addAndGet(unit.toNanos(time));
    }
}
