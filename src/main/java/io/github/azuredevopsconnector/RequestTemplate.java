package io.github.azuredevopsconnector;

import java.net.URI;
import java.net.http.HttpRequest;

/** Builds the requests to one organization. They all have the same headers. */
final class RequestTemplate {

    /** The library's product token (RFC 9110, section 10.1.5). A test compares its version with the project's. */
    static final String LIBRARY = "azure-devops-connector/0.1.0-SNAPSHOT";

    private final OrganizationUrl organizationUrl;
    private final PersonalAccessToken token;
    private final String userAgent;

    RequestTemplate(OrganizationUrl organizationUrl, PersonalAccessToken token, String userAgent) {
        this.organizationUrl = organizationUrl;
        this.token = token;
        this.userAgent = userAgent;
    }

    OrganizationUrl organizationUrl() {
        return organizationUrl;
    }

    PersonalAccessToken token() {
        return token;
    }

    /** Returns a GET, with the token in its headers. */
    HttpRequest.Builder get(URI uri) {
        return HttpRequest.newBuilder(uri)
                .header("Authorization", token.authorizationHeader())
                .header("Accept", "application/json")
                // Azure DevOps writes its messages in this language. Some refusals can be recognized only by their
                // message.
                .header("Accept-Language", "en-US")
                // A client with a cache must not answer from it.
                .header("Cache-Control", "no-cache, no-store")
                .header("User-Agent", userAgent)
                // Asks for status 401 instead of a redirect to the sign-in page, as Microsoft's own clients do
                // (github.com/microsoft/azure-pipelines-agent, src/Agent.Listener/Configuration/CredentialProvider.cs).
                .header("X-TFS-FedAuthRedirect", "Suppress");
    }
}
