/**
 * Verifies an Azure DevOps organization URL and a personal access token. The documentation of the only exported
 * package, {@link io.github.azuredevopsconnector}, lists its types in the order in which data flows through them.
 *
 * <pre>{@code
 * VerificationResult result = AzureDevOpsConnector.create().connect(organizationUrl, personalAccessToken);
 * String message = result.message(); // for the user who entered them
 * }</pre>
 *
 * @since 0.1.0
 */
module io.github.azuredevopsconnector {
    requires transitive java.net.http;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.github.azuredevopsconnector;
}
