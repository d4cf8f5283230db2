package io.github.azuredevopsconnector;

import java.net.URI;
import java.net.http.HttpRequest;

/** Makes the requests to one organization: each has the same headers. */
final class RequestTemplate {

    /** The library's product token, RFC 9110 section 10.1.5; a test compares the version with the project's. */
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
                // Azure DevOps writes its messages in this language, and some refusals are known by their message
                // alone.
                .header("Accept-Language", "en-US")
                // A client that caches must not answer from what it stored.
                .header("Cache-Control", "no-cache, no-store")
                .header("User-Agent", userAgent)
                // Asks for a plain 401 instead of a redirect to the sign-in page, as Microsoft's own clients do:
                // github.com/microsoft/azure-pipelines-agent, src/Agent.Listener/Configuration/CredentialProvider.cs.
                .header("X-TFS-FedAuthRedirect", "Suppress");
    }
}
