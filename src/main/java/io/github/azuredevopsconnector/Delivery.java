package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Hands a result over to the caller's future: in time, and on a thread where the caller's code may run. That is not the
 * one that made the result, which may be a selector's or a timer's, and which others wait for.
 */
final class Delivery<T> {

    /** How long threads may be busy after the deadline. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** The common pool. Set to have no threads, it runs nothing up to JDK 24; then runAsync starts a thread. */
    private static final Executor COMMON_POOL =
            Integer.getInteger("java.util.concurrent.ForkJoinPool.common.parallelism", 1) == 0
                    ? CompletableFuture::runAsync
                    : ForkJoinPool.commonPool();

    private final CompletableFuture<T> result;
    private final Runnable cancel;
    private final Executor executor;
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private volatile boolean impatient;

    private Delivery(CompletableFuture<T> result, Runnable cancel, Executor executor) {
        this.result = result;
        this.cancel = cancel;
        this.executor = executor;
    }

    /**
     * Returns a future that completes with the result, on the executor or else the common pool; and, should all their
     * threads be taken for some time after the deadline, on a new thread.
     *
     * @param result never completes exceptionally
     * @param cancel makes the result complete at once; is called at the deadline, or when the caller gives up
     * @param nanos how far away the deadline is
     */
    static <T> CompletableFuture<T> of(
            CompletableFuture<T> result, Runnable cancel, long nanos, Optional<Executor> executor) {
        Delivery<T> delivery = new Delivery<>(result, cancel, executor.orElse(COMMON_POOL));
        result.thenAccept(delivery::handOver);
        delivery.setDeadline(nanos);
        return delivery.future;
    }

    private void setDeadline(long nanos) {
        CompletableFuture<Boolean> overdue =
                new CompletableFuture<Boolean>().completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
        overdue.thenAccept(isOverdue -> {
            if (isOverdue) {
                CompletableFuture.delayedExecutor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS, Runnable::run)
                        .execute(this::completeOnNewThread);
                // Not here: it leads to the caller's executor, and all of the JVM share this thread, the timer's.
                COMMON_POOL.execute(cancel);
            }
        });
        future.whenComplete((value, canceled) -> {
            overdue.complete(false); // not by canceling it: JDK 11 would keep the timer
            cancel.run();
        });
    }

    private void completeOnNewThread() {
        if (!future.isDone()) {
            Thread thread = new Thread(
                    () -> {
                        impatient = true;
                        cancel.run();
                        future.complete(result.join());
                    },
                    "azure-devops-connector-overdue");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void handOver(T value) {
        if (impatient) {
            future.complete(value);
            return;
        }
        HandOver completion = new HandOver(value);
        try {
            executor.execute(completion);
        } catch (RuntimeException | Error e) { // it refuses, or there are no more threads to be had
            COMMON_POOL.execute(completion);
        }
        completion.handedOver = true;
    }

    /** Completes the future, unless an executor runs it on the very thread that hands it over. */
    private final class HandOver implements Runnable {
        private final T value;
        private final Thread origin = Thread.currentThread();
        private volatile boolean handedOver;

        HandOver(T value) {
            this.value = value;
        }

        @Override
        public void run() {
            if (!handedOver && Thread.currentThread() == origin) {
                COMMON_POOL.execute(() -> future.complete(value));
            } else {
                future.complete(value);
            }
        }
    }
}
