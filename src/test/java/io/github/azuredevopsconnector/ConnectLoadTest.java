package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests many calls at once, and many connectors. */
@Isolated
@Tag("network")
class ConnectLoadTest {

    private static final int CONNECTS = 10_000;
    private static final int IN_FLIGHT = 1_000;

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void aThousandCallsAtOnceAreAllVerified() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        ThreadFactory counting = task -> new Thread(task, "client-" + threads.incrementAndGet());
        ExecutorService executor = Executors.newFixedThreadPool(8, counting);
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso");
            AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                    .httpClient(fake.httpClientBuilder().executor(executor).build())
                    .timeout(Duration.ofSeconds(100))
                    .build();
            assertThat(connector.connect("dev.azure.com/contoso", fake.token()).isVerified())
                    .isTrue();

            AtomicInteger verified = new AtomicInteger();
            AtomicInteger mostInFlight = new AtomicInteger();
            Semaphore places = new Semaphore(IN_FLIGHT);
            CountDownLatch done = new CountDownLatch(CONNECTS);
            for (int i = 0; i < CONNECTS; i++) {
                places.acquire();
                mostInFlight.accumulateAndGet(IN_FLIGHT - places.availablePermits(), Math::max);
                connector.connectAsync("dev.azure.com/contoso", fake.token()).thenAccept(result -> {
                    if (result.isVerified()) {
                        verified.incrementAndGet();
                    }
                    places.release();
                    done.countDown();
                });
            }

            assertThat(done.await(100, TimeUnit.SECONDS)).isTrue();
            assertThat(verified).hasValue(CONNECTS);
            assertThat(mostInFlight).hasValueGreaterThan(IN_FLIGHT / 2);
            assertThat(threads).hasValueLessThanOrEqualTo(8);
            assertThat(fake.requests()).hasSize(2 * CONNECTS + 2);
        } finally {
            executor.shutdown();
        }
        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNewConnectorStartsNoHttpClientThread() {
        List<AzureDevOpsConnector> connectors = new ArrayList<>();
        AzureDevOpsConnector.create();
        long before = selectorsOfHttpClients();

        for (int i = 0; i < 5_000; i++) {
            connectors.add(AzureDevOpsConnector.create());
        }

        assertThat(connectors).hasSize(5_000);
        assertThat(selectorsOfHttpClients()).isLessThanOrEqualTo(before);
    }

    private static long selectorsOfHttpClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("HttpClient-"))
                .count();
    }
}
