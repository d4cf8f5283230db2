package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The client of all connectors that were given none. The build runs this in a JVM of its own, whose trust store is none,
 * so that nothing can be sent before the test has set what the client takes from the JVM.
 */
@Isolated
@EnabledIfSystemProperty(named = "javax.net.ssl.trustStore", matches = "pom\\.xml")
@Tag("network")
@Tag("own-process")
class SharedClientTest {

    @Test
    void theSharedClientServesAllConnectorsAndSurvivesDeadConnections() throws Exception {
        assertFailureOfTls(AzureDevOpsConnector.create().connect("https://dev.azure.com/contoso", "token"));
        assertThat(AzureDevOpsConnector.create().connectAsync("https://dev.azure.com/contoso", "token"))
                .succeedsWithin(Duration.ofSeconds(20))
                .satisfies(SharedClientTest::assertFailureOfTls);

        ProxySelector systemProxy = ProxySelector.getDefault();
        try (FakeAzureDevOps fake = FakeAzureDevOps.start();
                Relay relay = new Relay(fake.proxyAddress())) {
            SSLContext.setDefault(fake.httpClient().sslContext());
            ProxySelector.setDefault(ProxySelector.of(relay.address()));
            Set<String> before = selectors();

            assertVerified(fake);
            assertVerified(fake);
            assertDoesNotFollowRedirects(fake);

            Set<String> own = selectors();
            own.removeAll(before);
            assertThat(own).hasSize(1);

            assertSurvivesIdleConnections(fake, relay);
            assertSurvivesConnectionsThatDieInUse(fake, relay);
            assertSurvivesReset(fake, relay);
        } finally {
            ProxySelector.setDefault(systemProxy);
        }
    }

    private static void assertFailureOfTls(VerificationResult result) {
        assertThat(verdictOf(result)).isEqualTo("TLS_FAILURE");
        assertThat(((Inconclusive) result).cause().orElseThrow())
                .hasMessageStartingWith("No secure connection: ")
                .hasMessageContaining("NoSuchAlgorithmException");
    }

    private static void assertVerified(FakeAzureDevOps fake) {
        fake.organization("contoso");

        assertThat(AzureDevOpsConnector.create().connect("https://dev.azure.com/contoso", fake.token()))
                .matches(VerificationResult::isVerified);
    }

    /** JDK 20 and later close them: in the JVM of this test after one second. */
    private static void assertSurvivesIdleConnections(FakeAzureDevOps fake, Relay relay) throws InterruptedException {
        if (Runtime.version().feature() >= 20) {
            relay.awaitEnd();
        } else {
            relay.freeze();
            LiveClient.shared().heardAt =
                    System.nanoTime() - Duration.ofSeconds(31).toNanos();
        }
        assertVerified(fake);
    }

    private static void assertSurvivesConnectionsThatDieInUse(FakeAzureDevOps fake, Relay relay) {
        relay.freeze();
        VerificationResult inFlight = AzureDevOpsConnector.builder()
                .timeout(Duration.ofMillis(500))
                .build()
                .connect("https://dev.azure.com/contoso", fake.token());

        assertThat(verdictOf(inFlight)).isEqualTo("TIMED_OUT");
        assertVerified(fake);
    }

    private static void assertSurvivesReset(FakeAzureDevOps fake, Relay relay) {
        relay.reset();
        if (Runtime.version().feature() < 20) {
            // The JDK never ends a request that is about to use a connection when the client learns that it is closed.
            AzureDevOpsConnector.builder()
                    .timeout(Duration.ofSeconds(5))
                    .build()
                    .connect("https://dev.azure.com/contoso", fake.token());
        }
        assertVerified(fake);
    }

    private static void assertDoesNotFollowRedirects(FakeAzureDevOps fake) {
        fake.organization("fabrikam").answers(FakeAnswer.SIGN_IN_REDIRECT);

        VerificationResult result = AzureDevOpsConnector.create().connect("dev.azure.com/fabrikam", fake.token());

        assertThat(verdictOf(result)).isEqualTo("TOKEN_REJECTED");
        assertThat(fake.tunnels()).containsOnly("dev.azure.com:443");
    }

    private static Set<String> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("HttpClient-\\d+-SelectorManager"))
                .collect(Collectors.toSet());
    }
}
