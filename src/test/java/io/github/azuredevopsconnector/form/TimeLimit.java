package io.github.azuredevopsconnector.form;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Limits how long a thread waits for a browser. An interrupt ends the wait, because it closes the connection. */
final class TimeLimit {

    private final Thread thread = Thread.currentThread();
    private final Future<?> timer;
    private boolean stopped;

    /** Starts the timer for the current thread. */
    TimeLimit(ScheduledExecutorService timers, Duration limit) {
        timer = timers.schedule(this::end, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void end() {
        if (!stopped) {
            thread.interrupt();
        }
    }

    /** Stops the timer. After that, the thread is not interrupted. */
    synchronized void stop() {
        stopped = true;
        timer.cancel(false);
        Thread.interrupted();
    }
}
