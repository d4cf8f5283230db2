package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.VerificationResult;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLContext;

/** The examples of README.md, character for character but for white space. */
@SuppressWarnings({"ReturnValueIgnored", "UnusedVariable", "unused"})
abstract class ReadmeExamples {

    private final AzureDevOpsConnector connector = AzureDevOpsConnector.create(); // one for the life of the application

    String connect(String organizationUrl, String personalAccessToken) {
        return connector
                .connect(organizationUrl, personalAccessToken)
                .match(
                        verified -> {
                            store(verified.connection(), PersonalAccessToken.of(personalAccessToken));
                            return verified.message(); // Connected to the organization "contoso".
                        },
                        rejected -> rejected.message(), // what is wrong, and what to do
                        inconclusive -> inconclusive.message()); // nothing is known to be wrong: try again
    }

    abstract void store(AzureDevOpsConnection connection, PersonalAccessToken personalAccessToken);

    abstract void show(String message);

    void whatAConnectionTells(VerificationResult result) {
        AzureDevOpsConnection connection = result.orElseThrow();
        String name = connection.organizationUrl().organization(); // contoso
        Optional<UUID> organizationId = connection.organizationId(); // stays when the organization is renamed
        UUID userId = connection.user().id();
        String displayName = connection.user().displayName(); // what the service said: escape it where you show it
    }

    void parsing() {
        OrganizationUrl url = OrganizationUrl.parse("contoso.visualstudio.com/Fabrikam/_build?view=runs");
        url.organization(); // contoso
        url.toUri(); // https://dev.azure.com/contoso
        OrganizationUrl.tryParse("https://example.org/contoso"); // empty
    }

    void withoutWaiting(String organizationUrl, String personalAccessToken) {
        connector.connectAsync(organizationUrl, personalAccessToken).thenAccept(result -> show(result.message()));
    }

    void building() {
        AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                .timeout(Duration.ofSeconds(10)) // the whole connect; the default is 20 seconds
                .userAgent("Fabrikam/1.2") // what Azure DevOps sees of your application
                .build();
    }

    void behindAProxy(SSLContext sslContext) {
        HttpClient httpClient = HttpClient.newBuilder()
                .proxy(ProxySelector.of(InetSocketAddress.createUnresolved("proxy.contoso.example", 8080)))
                .sslContext(sslContext)
                .build();
        AzureDevOpsConnector connector =
                AzureDevOpsConnector.builder().httpClient(httpClient).build();
    }
}
