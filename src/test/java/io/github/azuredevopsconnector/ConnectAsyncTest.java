package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Specifies when and on which thread a future completes. Isolated, because it takes all threads of the common pool. */
@Tag("network")
@Isolated
class ConnectAsyncTest {

    private static final Duration TIMEOUT = Duration.ofMillis(700);

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    @AutoClose("shutdownNow")
    private final ExecutorService one = Executors.newSingleThreadExecutor();

    private final CountDownLatch release = new CountDownLatch(1);
    private final AzureDevOpsConnector connector = fake.connector();
    private final AzureDevOpsConnector hasty =
            fake.connectorBuilder().timeout(TIMEOUT).build();

    @Test
    void aVerdictIsDeliveredOnAThreadOfTheLibrary() {
        FakeOrganization contoso = fake.organization("contoso");
        contoso.answers("_apis/connectionData", request -> {
            awaitUnlessInterrupted(release);
            return FakeAnswer.OK.toResponse(contoso, request);
        });

        assertThat(threadOfCallback(connector)).isEqualTo("azure-devops-connector");
    }

    @Test
    void aTimeoutIsDeliveredOnAThreadOfTheLibrary() {
        fake.organization("contoso").answers(FakeAnswer.SILENT);

        AzureDevOpsConnector impatient =
                fake.connectorBuilder().timeout(Duration.ofSeconds(2)).build();

        assertThat(threadOfCallback(impatient)).isEqualTo("azure-devops-connector");
    }

    @Test
    void aCallEndsInTimeWhileTheCommonPoolIsBusy() {
        fake.organization("contoso");
        fake.organization("fabrikam").answers(FakeAnswer.SILENT);
        CountDownLatch taken = new CountDownLatch(ForkJoinPool.commonPool().getParallelism());
        for (int i = 0; i < 2 * ForkJoinPool.commonPool().getParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> {
                taken.countDown();
                awaitUnlessInterrupted(release);
            });
        }
        awaitUnlessInterrupted(taken);
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(connector.connectAsync("dev.azure.com/contoso", fake.token()))
                        .succeedsWithin(20, TimeUnit.SECONDS)
                        .matches(VerificationResult::isVerified);
                assertThat(connector.connect("dev.azure.com/contoso", fake.token()))
                        .matches(VerificationResult::isVerified);
            }
            assertThat(hasty.connectAsync("dev.azure.com/fabrikam", fake.token()))
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .extracting(Verdicts::verdictOf)
                    .isEqualTo("TIMED_OUT");
        } finally {
            release.countDown();
        }
    }

    @Test
    void aCallEndsInTimeWhileTheClientsExecutorIsBusy() {
        fake.organization("contoso");
        AzureDevOpsConnector own = AzureDevOpsConnector.builder()
                .httpClient(fake.httpClientBuilder().executor(one).build())
                .timeout(TIMEOUT)
                .build();
        one.execute(() -> awaitUnlessInterrupted(release));
        try {
            assertThat(own.connectAsync("dev.azure.com/contoso", fake.token()))
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .matches(VerificationResult::isInconclusive);
        } finally {
            release.countDown();
        }
    }

    @Test
    void aCallEndsInTimeIfTheClientsExecutorRefusesTasks() {
        one.shutdown();
        AzureDevOpsConnector own = AzureDevOpsConnector.builder()
                .httpClient(fake.httpClientBuilder().executor(one).build())
                .timeout(TIMEOUT)
                .build();

        assertThat(own.connectAsync("dev.azure.com/contoso", fake.token()))
                .succeedsWithin(20, TimeUnit.SECONDS)
                .matches(VerificationResult::isInconclusive);
    }

    /**
     * While a thread of the common pool waits for a future, it runs queued tasks, however long they take. On a computer
     * with fewer than three processors, older JDKs do not use that pool.
     */
    @Test
    void aCallOnAThreadOfTheCommonPoolEndsInTime() {
        assumeThat(new CompletableFuture<Void>().defaultExecutor()).isSameAs(ForkJoinPool.commonPool());
        fake.organization("contoso").answers(FakeAnswer.SILENT);
        try {
            CompletableFuture<VerificationResult> result = CompletableFuture.supplyAsync(() -> {
                for (int i = 0; i < 2 * ForkJoinPool.commonPool().getParallelism() + 2; i++) {
                    CompletableFuture.runAsync(() -> awaitUnlessInterrupted(release));
                }
                return hasty.connect("dev.azure.com/contoso", fake.token());
            });

            assertThat(result)
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .extracting(Verdicts::verdictOf)
                    .isEqualTo("TIMED_OUT");
        } finally {
            release.countDown();
        }
    }

    /** Adds a callback before the future completes. Otherwise, the callback would run on the current thread. */
    private String threadOfCallback(AzureDevOpsConnector of) {
        CompletableFuture<String> name = of.connectAsync("dev.azure.com/contoso", fake.token())
                .thenApply(result -> Thread.currentThread().getName());
        release.countDown();
        return name.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static void awaitUnlessInterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
