package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.VerificationResult.Inconclusive;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The build runs this in a JVM whose trust store is no trust store: there is no client, and nothing is sent. */
@EnabledIfSystemProperty(named = "javax.net.ssl.trustStore", matches = "pom\\.xml")
class UnreadableTrustStoreTest {

    private final AzureDevOpsConnector connector = AzureDevOpsConnector.create();

    @Test
    void isAFailureOfTls() {
        assertFailure(connector.connect("https://dev.azure.com/contoso", "token"));
        assertThat(connector.connectAsync("https://dev.azure.com/contoso", "token"))
                .succeedsWithin(Duration.ofSeconds(20))
                .satisfies(UnreadableTrustStoreTest::assertFailure);
    }

    private static void assertFailure(VerificationResult result) {
        assertThat(VerdictTableTest.verdictOf(result)).isEqualTo("TLS_FAILURE");
        assertThat(((Inconclusive) result).cause().orElseThrow())
                .hasMessageStartingWith("No secure connection: ")
                .hasMessageContaining("NoSuchAlgorithmException");
    }
}
