package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests connections that die while they are idle or in use. */
@Tag("network")
class DeadConnectionTest {

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    @AutoClose
    private final Relay relay = new Relay(fake.proxyAddress());

    @ParameterizedTest
    @EnumSource
    void aConnectionThatDiesInUseAffectsOnlyTheCallsInFlight(HttpClient.Version version) {
        fake.organization("contoso");
        HttpClient client = client(version);
        AzureDevOpsConnector connector = connector(client);
        assertAllVerified(connector, 20);

        relay.freeze();
        VerificationResult inFlight = AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(Duration.ofMillis(500))
                .build()
                .connect("dev.azure.com/contoso", fake.token());

        assertThat(Verdicts.verdictOf(inFlight)).isEqualTo("TIMED_OUT");
        for (int i = 0; i < 5; i++) {
            assertVerified(connector);
        }
    }

    /** Later JDKs close an idle connection themselves, after 30 seconds. */
    @ParameterizedTest
    @EnumSource
    @EnabledForJreRange(max = JRE.JAVA_19)
    void aConnectionThatIsIdleFor31SecondsIsNotUsedAgain(HttpClient.Version version) {
        fake.organization("contoso");
        HttpClient client = client(version);
        AzureDevOpsConnector connector = connector(client);
        assertAllVerified(connector, 20);

        relay.freeze();
        LiveClient.of(client).heardAt =
                System.nanoTime() - Duration.ofSeconds(31).toNanos();

        assertVerified(connector);
    }

    @ParameterizedTest
    @CsvSource({"HTTP_1_1, true", "HTTP_1_1, false", "HTTP_2, true", "HTTP_2, false"})
    void aCallIsVerifiedAfterAResetOrClose(HttpClient.Version version, boolean reset) {
        fake.organization("contoso");
        HttpClient client = client(version);
        AzureDevOpsConnector connector = connector(client);
        for (int i = 0; i < 3; i++) {
            assertAllVerified(connector, 20);
            resetOrClose(client, reset);
            assertVerified(connector);
        }
    }

    /** A wrapper cannot be replaced, so the request is sent once more over it. */
    @ParameterizedTest
    @CsvSource({"HTTP_1_1, true", "HTTP_1_1, false", "HTTP_2, true", "HTTP_2, false"})
    void aCallOverAWrappedClientIsVerifiedAfterAResetOrClose(HttpClient.Version version, boolean reset) {
        fake.organization("contoso");
        HttpClient client = new ForwardingClient(client(version));
        for (int i = 0; i < 10; i++) {
            assertVerified(connector(client));
            resetOrClose(client, reset);
            assertVerified(connector(client));
        }
    }

    private void resetOrClose(HttpClient client, boolean reset) {
        if (reset) {
            relay.reset();
        } else {
            relay.end();
        }
        if (client.version() == HttpClient.Version.HTTP_2 && Runtime.version().feature() < 20) {
            assertVerifiedOrStuck(client);
        }
    }

    /** The JDK never ends a request that is about to use a connection when the client learns that it is closed. */
    private void assertVerifiedOrStuck(HttpClient client) {
        VerificationResult result = AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(Duration.ofSeconds(5))
                .build()
                .connect("dev.azure.com/contoso", fake.token());
        assertThat(Verdicts.verdictOf(result)).isIn("VERIFIED", "TIMED_OUT");
    }

    private HttpClient client(HttpClient.Version version) {
        return fake.httpClientBuilder()
                .version(version)
                .proxy(ProxySelector.of(relay.address()))
                .build();
    }

    private static AzureDevOpsConnector connector(HttpClient client) {
        return AzureDevOpsConnector.builder().httpClient(client).build();
    }

    private void assertVerified(AzureDevOpsConnector connector) {
        VerificationResult result = connector.connect("dev.azure.com/contoso", fake.token());
        assertThat(result.isVerified()).as(result + " " + cause(result)).isTrue();
    }

    private static Object cause(VerificationResult result) {
        return result instanceof Inconclusive ? ((Inconclusive) result).cause() : "";
    }

    private void assertAllVerified(AzureDevOpsConnector connector, int count) {
        assertVerified(connector); // so that the others find a connection over HTTP/2
        List<CompletableFuture<VerificationResult>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(connector.connectAsync("dev.azure.com/contoso", fake.token()));
        }
        futures.forEach(future -> assertThat(future.join().isVerified())
                .as(future.join() + " " + cause(future.join()))
                .isTrue());
    }
}
