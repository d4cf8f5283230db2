package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies how the library's own threads run tasks. */
class DeliveryTest {

    private static final InheritableThreadLocal<String> OF_THE_CALLER = new InheritableThreadLocal<>();

    /** Factories that fail as if the process may have no more threads. */
    static List<ThreadFactory> factoriesThatMakeNoThread() {
        return List.of(
                task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                },
                task -> {
                    throw new IllegalStateException("no more threads");
                });
    }

    @ParameterizedTest
    @MethodSource("factoriesThatMakeNoThread")
    void aTaskRunsOnTheCurrentThreadIfNoThreadCanBeMade(ThreadFactory none) {
        List<Thread> ranOn = new ArrayList<>();

        new Delivery(none).execute(() -> ranOn.add(Thread.currentThread()));

        assertThat(ranOn).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @MethodSource("factoriesThatMakeNoThread")
    void aDelayedTaskRunsEvenIfNoThreadCanBeMade(ThreadFactory none) {
        CompletableFuture<String> done = new CompletableFuture<>();

        new Delivery(none).executeAfter(Duration.ofMillis(1), () -> done.complete("in time"));

        assertThat(done).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("in time");
    }

    @Test
    void aTaskThatBlocksDoesNotDelayOthers() {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> other = new CompletableFuture<>();
        try {
            for (int i = 0; i < 50; i++) {
                Delivery.SHARED.execute(() -> awaitUninterruptibly(release));
            }
            Delivery.SHARED.executeAfter(
                    Duration.ofMillis(1), () -> Delivery.SHARED.execute(() -> other.complete("ran")));

            assertThat(other).succeedsWithin(20, TimeUnit.SECONDS);
        } finally {
            release.countDown();
        }
    }

    @Test
    void aCanceledDelayedTaskNeverRuns() {
        CompletableFuture<String> later = new CompletableFuture<>();
        AtomicInteger canceled = new AtomicInteger();
        Future<?> timer = Delivery.SHARED.executeAfter(Duration.ofMillis(300), canceled::incrementAndGet);
        Delivery.SHARED.executeAfter(Duration.ofMillis(600), () -> later.complete("later"));

        timer.cancel(false);

        assertThat(later).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(canceled).hasValue(0);
    }

    @Test
    void threadsAreDaemonsThatInheritNothingFromTheCaller() {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        OF_THE_CALLER.set("secret");
        Thread.currentThread().setContextClassLoader(new ClassLoader(before) {});
        try {
            CompletableFuture<String> seen = new CompletableFuture<>();
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            // A thread that exists already would prove nothing.
            new Delivery(Delivery::daemon).execute(() -> {
                seen.complete(String.valueOf(OF_THE_CALLER.get()));
                thread.complete(Thread.currentThread());
            });

            assertThat(seen).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("null");
            assertThat(thread.join().isDaemon()).isTrue();
            assertThat(thread.join().getName()).isEqualTo("azure-devops-connector");
            assertThat(thread.join().getContextClassLoader()).isSameAs(Delivery.class.getClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            OF_THE_CALLER.remove();
        }
    }

    @Test
    void idleThreadsEnd() throws Exception {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        List<Thread> made = new ArrayList<>();
        Delivery delivery = new Delivery(task -> {
            Thread thread = Delivery.daemon(task);
            made.add(thread);
            return thread;
        });

        delivery.executeAfter(Duration.ofMillis(1), () -> worker.complete(Thread.currentThread()));
        worker.get(20, TimeUnit.SECONDS);

        assertThat(made).hasSize(2); // the timer's and the worker's
        for (Thread thread : made) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
