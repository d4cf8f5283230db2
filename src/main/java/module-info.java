/**
 * Verifies an Azure DevOps organization URL and a personal access token: see the tour of {@link
 * io.github.azuredevopsconnector}, its only exported package.
 *
 * <pre>{@code
 * VerificationResult result = AzureDevOpsConnector.create().connect(organizationUrl, personalAccessToken);
 * String message = result.message(); // for the person who typed them
 * }</pre>
 */
module io.github.azuredevopsconnector {
    requires transitive java.net.http;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.azuredevopsconnector;
}
