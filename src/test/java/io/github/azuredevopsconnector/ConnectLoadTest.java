package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Tests many calls at once. */
@Isolated
@Tag("network")
class ConnectLoadTest {

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void thousandsOfCallsAreVerifiedOverAtMostAHundredConnections() {
        fake.organization("contoso");
        AzureDevOpsConnector connector =
                fake.connectorBuilder().timeout(Duration.ofSeconds(100)).build();

        List<CompletableFuture<VerificationResult>> calls = begin(connector, fake, 3_000);

        calls.forEach(call -> assertThat(call.join().isVerified()).isTrue());
        assertThat(fake.requests()).hasSize(6_000);
        assertThat(fake.tunnels()).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void stuckCallsOccupyAHundredThreadsAndEndInTime() {
        AtomicInteger selections = new AtomicInteger();
        CompletableFuture<Boolean> release = new CompletableFuture<>();
        ProxySelector stuck = new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                selections.incrementAndGet();
                release.join();
                return List.of(new Proxy(Proxy.Type.HTTP, fake.proxyAddress()));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
        AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                .httpClient(fake.httpClientBuilder().proxy(stuck).build())
                .timeout(Duration.ofSeconds(5)) // a hundred threads call the selector in this time
                .build();
        try {
            List<CompletableFuture<VerificationResult>> calls = begin(connector, fake, 3_000);

            calls.forEach(call -> assertThat(call)
                    .succeedsWithin(20, TimeUnit.SECONDS)
                    .extracting(Verdicts::verdictOf)
                    .isEqualTo("TIMED_OUT"));
        } finally {
            release.complete(true);
        }
        assertThat(selections).hasValue(100);

        VerificationResult next = connector.connect("dev.azure.com/contoso", fake.token());

        assertThat(Verdicts.verdictOf(next)).isEqualTo("ORGANIZATION_NOT_FOUND");
        assertThat(selections).as("a request whose call has ended is not sent").hasValue(102);
    }

    /** Begins calls for the organization contoso of the fake. */
    static List<CompletableFuture<VerificationResult>> begin(
            AzureDevOpsConnector connector, FakeAzureDevOps fake, int calls) {
        return Stream.generate(() -> connector.connectAsync("dev.azure.com/contoso", fake.token()))
                .limit(calls)
                .collect(Collectors.toList());
    }
}
