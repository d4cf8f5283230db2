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
 * Tests the client that all connectors without their own client share. The build runs this in a separate JVM whose
 * trust store cannot be read. So nothing can be sent before the test has set the JVM's defaults, which the client uses.
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

            assertSurvivesConnectionsThatDieInUse(fake, relay);
            relay.reset();
            assertVerified(fake);
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

    private static void assertSurvivesConnectionsThatDieInUse(FakeAzureDevOps fake, Relay relay) {
        relay.freeze();
        VerificationResult inFlight = AzureDevOpsConnector.builder()
                .timeout(Duration.ofMillis(500))
                .build()
                .connect("https://dev.azure.com/contoso", fake.token());

        assertThat(verdictOf(inFlight)).isEqualTo("TIMED_OUT");
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
