package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.VerificationResult;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class ClassPathTest {

    @Test
    void theJarWorksOnTheClassPath() {
        assertFalse(AzureDevOpsConnector.class.getModule().isNamed());
        assertTrue(AzureDevOpsConnector.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .endsWith(".jar"));
        assertEquals(
                "contoso",
                OrganizationUrl.parse("https://contoso.visualstudio.com").organization());
        VerificationResult result = AzureDevOpsConnector.create().connect("contoso", "token");
        assertEquals(Rejected.Reason.INVALID_ORGANIZATION_URL, ((Rejected) result).reason());
    }

    /**
     * Runs all code up to the network. The proxy has no open port, so nothing leaves this machine. A missing class
     * makes the result inconclusive, too, but with another cause.
     */
    @Test
    void connectingNeedsNothingElse() {
        HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("localhost", 1)))
                .build();

        VerificationResult result = AzureDevOpsConnector.builder()
                .httpClient(client)
                .build()
                .connect("https://dev.azure.com/contoso", "token");

        String cause = ((Inconclusive) result).cause().orElseThrow().getMessage();
        assertTrue(cause.contains("java.net.ConnectException"), cause);
    }
}
