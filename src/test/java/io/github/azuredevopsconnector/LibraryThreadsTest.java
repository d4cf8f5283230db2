package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies how the library's own threads run tasks. */
class LibraryThreadsTest {

    private static final InheritableThreadLocal<String> OF_THE_CALLER = new InheritableThreadLocal<>();

    /** Factories that fail as if no thread were left. */
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

        new LibraryThreads(none).execute(() -> ranOn.add(Thread.currentThread()));

        assertThat(ranOn).containsExactly(Thread.currentThread());
    }

    /** The first thread is the timer's. */
    @ParameterizedTest
    @MethodSource("factoriesThatMakeNoThread")
    void theTimerTriesAgainUntilAThreadCanBeMade(ThreadFactory none) {
        AtomicInteger asked = new AtomicInteger();
        List<Thread> made = new CopyOnWriteArrayList<>();
        LibraryThreads threads = new LibraryThreads(task -> {
            int request = asked.incrementAndGet();
            Thread thread = request > 1 && request < 5 ? none.newThread(task) : LibraryThreads.thread(task);
            made.add(thread);
            return thread;
        });
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();

        threads.executeAfter(Duration.ofMillis(1), () -> ranOn.complete(Thread.currentThread()));

        assertThat(ranOn).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(made).hasSize(2);
        assertThat(ranOn.join()).isSameAs(made.get(1)).isNotSameAs(made.get(0));
    }

    @ParameterizedTest
    @MethodSource("factoriesThatMakeNoThread")
    void schedulingThrowsIfTheTimersThreadCannotBeMade(ThreadFactory none) {
        LibraryThreads threads = new LibraryThreads(none);

        assertThatThrownBy(() -> threads.executeAfter(Duration.ofMillis(1), () -> {}))
                .isInstanceOfAny(OutOfMemoryError.class, IllegalStateException.class)
                .hasMessageContaining("thread");
        assertThatThrownBy(() -> threads.runAfter(Duration.ofMillis(1), () -> {}))
                .isInstanceOfAny(OutOfMemoryError.class, IllegalStateException.class)
                .hasMessageContaining("thread");
    }

    @Test
    void aRequestPoolRunsALimitedNumberOfTasksAtOnceAndTheOthersInOrder() throws Exception {
        ThreadPoolExecutor pool = LibraryThreads.requestPool(1);
        List<Integer> order = new CopyOnWriteArrayList<>();
        CompletableFuture<Boolean> release = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(12);
        for (int i = 0; i < 12; i++) {
            int number = i;
            pool.execute(() -> {
                release.join();
                order.add(number);
                done.countDown();
            });
        }

        release.complete(true);

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
    }

    @Test
    void aTaskThatBlocksDoesNotDelayOthers() {
        CompletableFuture<Boolean> release = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        try {
            for (int i = 0; i < 50; i++) {
                LibraryThreads.SHARED.execute(release::join);
            }
            LibraryThreads.SHARED.executeAfter(
                    Duration.ofMillis(1), () -> LibraryThreads.SHARED.execute(() -> other.complete("ran")));

            assertThat(other).succeedsWithin(20, TimeUnit.SECONDS);
        } finally {
            release.complete(true);
        }
    }

    @Test
    void aCanceledDelayedTaskNeverRuns() {
        LibraryThreads threads = new LibraryThreads(LibraryThreads::thread);
        CompletableFuture<Boolean> release = new CompletableFuture<>();
        CompletableFuture<String> canceled = new CompletableFuture<>();
        CompletableFuture<String> later = new CompletableFuture<>();
        threads.runAfter(Duration.ZERO, release::join); // blocks the timer, so that no task runs before it is canceled
        Future<?> timer = threads.executeAfter(Duration.ofMillis(1), () -> canceled.complete("ran"));
        threads.executeAfter(Duration.ofMillis(500), () -> later.complete("ran"));

        timer.cancel(false);
        release.complete(true);

        assertThat(later).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(canceled).isNotDone();
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
            new LibraryThreads(LibraryThreads::thread).execute(() -> {
                seen.complete(String.valueOf(OF_THE_CALLER.get()));
                thread.complete(Thread.currentThread());
            });

            assertThat(seen).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo("null");
            assertThat(thread.join().isDaemon()).isTrue();
            assertThat(thread.join().getName()).isEqualTo("azure-devops-connector");
            assertThat(thread.join().getContextClassLoader()).isSameAs(LibraryThreads.class.getClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            OF_THE_CALLER.remove();
        }
    }

    @Test
    void idleThreadsEnd() throws Exception {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        List<Thread> made = new ArrayList<>();
        LibraryThreads threads = new LibraryThreads(task -> {
            Thread thread = LibraryThreads.thread(task);
            made.add(thread);
            return thread;
        });

        threads.executeAfter(Duration.ofMillis(1), () -> worker.complete(Thread.currentThread()));
        worker.get(20, TimeUnit.SECONDS);

        assertThat(made).hasSize(2); // the timer's and the worker's
        for (Thread thread : made) {
            thread.join(30_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
