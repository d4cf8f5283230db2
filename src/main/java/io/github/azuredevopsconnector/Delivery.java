package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * Hands a result over to the caller's future, on a thread where the caller's code may run: not the one that made the
 * result, which may be a selector's or a timer's, and which others wait for.
 */
final class Delivery<T> {

    /** How long threads may be busy after the deadline. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Executor executor;

    private Delivery(Executor executor) {
        this.executor = executor;
    }

    /**
     * Returns a future that completes with the result, on the executor or else the common pool; and, should all their
     * threads be taken for some time after a deadline, on a new thread.
     */
    static <T> CompletableFuture<T> of(
            CompletableFuture<T> result, Optional<Executor> executor, CompletableFuture<Void> deadline) {
        Delivery<T> delivery = new Delivery<>(executor.orElseGet(ForkJoinPool::commonPool));
        result.thenAccept(delivery::handOver);
        deadline.thenRun(() -> {
            if (!delivery.future.isDone()) {
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
                        .thenRun(() -> result.thenAccept(delivery::completeOnNewThread));
            }
        });
        return delivery.future;
    }

    private void handOver(T value) {
        HandOver completion = new HandOver(value);
        try {
            executor.execute(completion);
        } catch (RuntimeException e) { // mostly a RejectedExecutionException
            ForkJoinPool.commonPool().execute(completion);
        }
        completion.handedOver = true;
    }

    private void completeOnNewThread(T value) {
        if (!future.isDone()) {
            Thread thread = new Thread(() -> future.complete(value), "azure-devops-connector-overdue");
            thread.setDaemon(true);
            thread.start();
        }
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
                ForkJoinPool.commonPool().execute(() -> future.complete(value));
            } else {
                future.complete(value);
            }
        }
    }
}
