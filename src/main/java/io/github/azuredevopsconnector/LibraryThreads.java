package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The library's own threads. All are daemons, and end when they are idle.
 *
 * <ul>
 *   <li>The pool completes the futures of callers. Each task has a thread to itself, so a callback may block.
 *   <li>The timer hands every task that may block, or that runs a callback, to the pool.
 *   <li>All transports over one client share a pool that sends their requests; see {@link #requestPool}.
 * </ul>
 *
 * <p>The library runs nothing that could block on a thread of the common pool, of a client's executor or of a client's
 * selector. No call waits for such a thread after the timeout of the call.
 */
final class LibraryThreads {

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    /**
     * How long an idle thread of the timer or of a request pool waits. The library's classes cannot be unloaded while
     * one waits. Besides, a request pool creates a new thread for each request until it has reached its limit.
     */
    private static final Duration SHORT_KEEP_ALIVE = Duration.ofMillis(500);

    /** How long the timer waits before it tries again to pass a task to the pool. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The pool and the timer of all connectors. */
    static final LibraryThreads SHARED = new LibraryThreads(LibraryThreads::thread);

    private final ThreadPoolExecutor pool;
    private final ScheduledThreadPoolExecutor timer;

    LibraryThreads(ThreadFactory threads) {
        pool = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS, new SynchronousQueue<>(), threads);
        timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setKeepAliveTime(SHORT_KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Returns a pool that runs a limited number of tasks at once. The others wait, and run in the order of their
     * arrival. If no thread can be created, {@code execute} throws.
     */
    static ThreadPoolExecutor requestPool(int limit) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                limit,
                limit,
                SHORT_KEEP_ALIVE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                LibraryThreads::requestThread);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs the task on a thread that it may block, or on the current one if no thread can be created. */
    void execute(Runnable task) {
        try {
            pool.execute(task);
        } catch (RuntimeException | Error e) { // usually OutOfMemoryError, because no thread is left
            task.run();
        }
    }

    /**
     * Runs the task after a delay, on a thread that it may block. If no thread can be created at that time, the timer
     * tries again until one can.
     *
     * @return a future that cancels the task, if the delay has not passed
     * @throws RuntimeException or an {@link Error} if the timer's thread cannot be created
     */
    Future<?> executeAfter(Duration delay, Runnable task) {
        timer.prestartCoreThread(); // usually throws before the task is queued
        return timer.schedule(() -> pass(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs the task after a delay, on the timer's thread. The task must not block.
     *
     * @throws RuntimeException or an {@link Error} if the timer's thread cannot be created
     */
    void runAfter(Duration delay, Runnable task) {
        timer.prestartCoreThread(); // usually throws before the task is queued
        timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void pass(Runnable task) {
        try {
            pool.execute(task);
        } catch (RuntimeException | Error e) { // no thread can be created
            timer.schedule(() -> pass(task), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Creates a thread that inherits no thread-locals and no context class loader, because the thread outlives the task
     * for which it was created.
     */
    static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "azure-devops-connector", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(LibraryThreads.class.getClassLoader());
        return thread;
    }

    /**
     * Creates a thread that sends requests. A client's threads inherit the context class loader of the thread that
     * calls the client, and may outlive an application that is redeployed. So the context class loader of this
     * thread is the system class loader, not the library's.
     */
    private static Thread requestThread(Runnable work) {
        Thread thread = thread(work);
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        return thread;
    }
}
