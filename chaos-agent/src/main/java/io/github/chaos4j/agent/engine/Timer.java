package io.github.chaos4j.agent.engine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one timer: ends faults and deferred waits. Its thread starts with the first task and is a daemon. Tasks
 * must not block.
 */
final class Timer implements AutoCloseable {
    private final String threadName;
    private @Nullable ScheduledThreadPoolExecutor executor;
    private boolean isClosed;

    Timer(String threadName) {
        this.threadName = threadName;
    }

    /** Made on first use: a dormant agent pays for no executor. */
    private synchronized ScheduledThreadPoolExecutor executor() {
        ScheduledThreadPoolExecutor made = executor;
        if (made == null) {
            made = new ScheduledThreadPoolExecutor(1, daemons(threadName));
            made.setRemoveOnCancelPolicy(true);
            made.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            made.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
            executor = made;
            if (isClosed) {
                made.shutdownNow();
            }
        }
        return made;
    }

    Future<?> after(long nanos, Runnable task) {
        return executor().schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    Future<?> each(long nanos, Runnable task) {
        return executor().scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    void now(Runnable task) {
        executor().execute(task);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (executor != null) {
            executor.shutdownNow();
        }
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
