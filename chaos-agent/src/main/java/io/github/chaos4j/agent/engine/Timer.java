package io.github.chaos4j.agent.engine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one timer: ends faults and deferred waits. Its thread starts with the first task and is a daemon. Tasks
 * must not block.
 */
final class Timer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;

    Timer(String threadName) {
        executor = new ScheduledThreadPoolExecutor(1, daemons(threadName));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    Future<?> after(long nanos, Runnable task) {
        return executor.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    Future<?> each(long nanos, Runnable task) {
        return executor.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void now(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        };
    }
}
