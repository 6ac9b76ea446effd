package io.github.chaos4j.api;

import java.util.concurrent.TimeUnit;

/** {@link System#nanoTime}. */
enum RealClock implements ScopeClock {
    INSTANCE;

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public boolean isVirtual() {
        return false;
    }

    @Override
    public void elapse(long time, TimeUnit unit) {
        throw new UnsupportedOperationException("real time passes by itself");
    }
}
