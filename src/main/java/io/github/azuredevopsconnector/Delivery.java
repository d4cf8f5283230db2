package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The library's own threads: they call clients, keep time and complete the futures of callers.
 *
 * <p>A callback of the application may block here, because each task has a thread to itself. All threads of the
 * common pool or of a client's executor may be taken.
 */
final class Delivery implements Executor {

    /** The threads of all connectors. */
    static final Delivery SHARED = new Delivery(Delivery::daemon);

    private static final long KEEP_ALIVE_SECONDS = 5;

    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor timer;

    Delivery(ThreadFactory threads) {
        pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setKeepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Runs the task on a thread that it may block, or on the current one if no thread can be made. */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RuntimeException | Error e) { // mostly an OutOfMemoryError: the process may have no more threads
            task.run();
        }
    }

    /** Runs the task after some time. Canceling the future of a task that has not begun prevents it. */
    Future<?> executeAfter(Duration delay, Runnable task) {
        try {
            return timer.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RuntimeException | Error e) { // as above: the JDK's own timer may have a thread already
            return CompletableFuture.runAsync(
                    task, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, this));
        }
    }

    /** Inherits no thread-locals and no context class loader: the thread outlives the task that made it necessary. */
    static Thread daemon(Runnable work) {
        Thread thread = new Thread(null, work, "azure-devops-connector", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Delivery.class.getClassLoader());
        return thread;
    }
}
