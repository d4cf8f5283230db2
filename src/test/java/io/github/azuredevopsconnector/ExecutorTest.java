package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeBehavior;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where futures complete, and that nobody's code holds up anybody else. One by one: they share the common pool. */
@Execution(ExecutionMode.SAME_THREAD)
@Tag("network")
class ExecutorTest {

    private static final Duration TIMEOUT = Duration.ofMillis(700);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final ExecutorService one = Executors.newSingleThreadExecutor(task -> new Thread(task, "the-only-thread"));

    private final CountDownLatch callbackRegistered = new CountDownLatch(1);

    @AfterEach
    void close() throws InterruptedException {
        fake.close();
        one.shutdownNow();
        assertThat(one.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFutureCompletesOnTheClientsExecutor() {
        organizationThatWaitsForTheCallback("contoso");
        fake.organization("fabrikam").behaves(FakeBehavior.SILENT);
        AzureDevOpsConnector connector = connector(one, PATIENCE);
        AzureDevOpsConnector hasty = connector(one, TIMEOUT);

        assertThat(threadOfCallback(connector, "contoso")).isEqualTo("the-only-thread");
        assertThat(threadOfCallback(hasty, "fabrikam")).isEqualTo("the-only-thread");
    }

    @Test
    void withoutAnExecutorItCompletesOnTheCommonPool() {
        organizationThatWaitsForTheCallback("contoso");
        fake.organization("fabrikam").behaves(FakeBehavior.SILENT);
        AzureDevOpsConnector.Builder builder = AzureDevOpsConnector.builder().httpClient(fake.httpClient());

        assertThat(threadOfCallback(builder.timeout(PATIENCE).build(), "contoso"))
                .startsWith("ForkJoinPool.commonPool-worker-");
        assertThat(threadOfCallback(builder.timeout(TIMEOUT).build(), "fabrikam"))
                .startsWith("ForkJoinPool.commonPool-worker-");
    }

    /** Such an executor would run callbacks on the client's selector, or on a timer. */
    @Test
    void anExecutorThatRunsTasksInPlaceIsNotTaken() {
        organizationThatWaitsForTheCallback("contoso");
        fake.organization("fabrikam").behaves(FakeBehavior.SILENT);

        assertThat(threadOfCallback(connector(Runnable::run, PATIENCE), "contoso"))
                .startsWith("ForkJoinPool.commonPool-worker-");
        assertThat(threadOfCallback(connector(Runnable::run, TIMEOUT), "fabrikam"))
                .startsWith("ForkJoinPool.commonPool-worker-");
    }

    @Test
    void anExecutorThatRefusesIsReplacedByTheCommonPool() throws Exception {
        fake.organization("fabrikam").behaves(FakeBehavior.SILENT);
        AtomicBoolean refuses = new AtomicBoolean();
        Executor executor = task -> {
            if (refuses.get()) {
                throw new RejectedExecutionException();
            }
            one.execute(task);
        };
        CompletableFuture<String> thread = connector(executor, TIMEOUT)
                .connectAsync("dev.azure.com/fabrikam", fake.token())
                .thenApply(result -> VerdictTableTest.verdictOf(result) + " "
                        + Thread.currentThread().getName());
        refuses.set(true); // not before there is the callback, which would run on the test's thread

        // JDK 21 and 25 may give the exchange up as soon as it is refused.
        assertThat(thread.get(20, TimeUnit.SECONDS))
                .matches("(TIMED_OUT|UNREACHABLE) ForkJoinPool\\.commonPool-worker-\\d+");
    }

    /** Some executors make who hands them a task wait for a free thread. That must not be the timer that all share. */
    @Test
    void anExecutorThatBlocksHoldsUpNoTimer() throws Exception {
        fake.organization("fabrikam").behaves(FakeBehavior.SILENT);
        AtomicBoolean blocks = new AtomicBoolean();
        CountDownLatch release = new CountDownLatch(1);
        Executor executor = task -> {
            if (blocks.get()) {
                awaitUninterruptibly(release);
            }
            one.execute(task);
        };

        try {
            CompletableFuture<VerificationResult> future =
                    connector(executor, TIMEOUT).connectAsync("dev.azure.com/fabrikam", fake.token());
            blocks.set(true);

            assertThat(VerdictTableTest.verdictOf(future.get(20, TimeUnit.SECONDS)))
                    .isEqualTo("TIMED_OUT");
            assertThat(new CompletableFuture<String>().completeOnTimeout("on time", 1, TimeUnit.MILLISECONDS))
                    .succeedsWithin(20, TimeUnit.SECONDS);
        } finally {
            release.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anExecutorThatFailsMakesTheServiceUnreachable(int firstFailure) {
        fake.organization("contoso");
        AtomicInteger tasks = new AtomicInteger();
        Executor executor = task -> {
            if (tasks.incrementAndGet() >= firstFailure) {
                throw new InternalError("no more threads");
            }
            one.execute(task);
        };

        VerificationResult waitedFor = connector(executor, TIMEOUT).connect("dev.azure.com/contoso", fake.token());
        tasks.set(0);
        CompletableFuture<VerificationResult> future =
                connector(executor, TIMEOUT).connectAsync("dev.azure.com/contoso", fake.token());

        assertThat(VerdictTableTest.verdictOf(waitedFor)).isIn("UNREACHABLE", "TIMED_OUT");
        assertThat(future)
                .succeedsWithin(20, TimeUnit.SECONDS)
                .extracting(VerdictTableTest::verdictOf)
                .isIn("UNREACHABLE", "TIMED_OUT");
    }

    @Test
    void anExecutorThatRefusesEverythingMakesTheServiceUnreachable() {
        one.shutdown();

        VerificationResult result = connector(one, PATIENCE).connect("dev.azure.com/contoso", fake.token());

        assertThat(VerdictTableTest.verdictOf(result)).isEqualTo("UNREACHABLE");
    }

    @Test
    void connectingOnTheClientsOnlyThreadEndsInTime() throws Exception {
        fake.organization("contoso");
        AzureDevOpsConnector connector = connector(one, TIMEOUT);

        String verdict = CompletableFuture.supplyAsync(
                        () -> VerdictTableTest.verdictOf(connector.connect("dev.azure.com/contoso", fake.token())), one)
                .get(20, TimeUnit.SECONDS);

        assertThat(verdict).isEqualTo("TIMED_OUT");
    }

    @Test
    void connectingFromACallbackEndsInTime() throws Exception {
        fake.organization("contoso");
        AzureDevOpsConnector hasty = connector(one, TIMEOUT);

        String verdict = connector(one, PATIENCE)
                .connectAsync("dev.azure.com/contoso", fake.token())
                .thenApply(first -> VerdictTableTest.verdictOf(hasty.connect("dev.azure.com/contoso", fake.token())))
                .get(30, TimeUnit.SECONDS);

        assertThat(verdict).isIn("TIMED_OUT", "VERIFIED");
    }

    @Test
    void aCallbackThatBlocksTheOnlyThreadDelaysNobodyElse() throws Exception {
        fake.organization("contoso");
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> blocker = connector(one, PATIENCE)
                .connectAsync("dev.azure.com/contoso", fake.token())
                .thenAccept(result -> {
                    blocked.countDown();
                    awaitUninterruptibly(release);
                });
        assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();

        try {
            VerificationResult result = connector(one, TIMEOUT)
                    .connectAsync("dev.azure.com/contoso", fake.token())
                    .get(20, TimeUnit.SECONDS);

            assertThat(VerdictTableTest.verdictOf(result)).isEqualTo("TIMED_OUT");
            assertThat(blocker).isNotDone();
        } finally {
            release.countDown();
        }
        blocker.get(20, TimeUnit.SECONDS);
    }

    private AzureDevOpsConnector connector(Executor executor, Duration timeout) {
        return AzureDevOpsConnector.builder()
                .httpClient(fake.httpClientBuilder().executor(executor).build())
                .timeout(timeout)
                .build();
    }

    private String threadOfCallback(AzureDevOpsConnector connector, String organization) {
        CompletableFuture<String> thread = new CompletableFuture<>();
        connector
                .connectAsync("dev.azure.com/" + organization, fake.token())
                .thenRun(() -> thread.complete(Thread.currentThread().getName()));
        callbackRegistered.countDown();
        return thread.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** An organization that does not answer before there is a callback, which would run on the test's thread. */
    private void organizationThatWaitsForTheCallback(String name) {
        FakeOrganization organization = fake.organization(name);
        Function<ReceivedRequest, MockResponse> answer = request -> {
            awaitUninterruptibly(callbackRegistered);
            return FakeAnswer.OK.toResponse(organization, request);
        };
        organization.answers(answer, answer);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
