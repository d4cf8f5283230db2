package io.github.azuredevopsconnector;

import java.net.http.HttpRequest;

/** What every request to one organization has in common: where it goes, and the headers that it carries. */
final class RequestTemplate {

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

    /** Returns a GET of a path below the organization; see {@link OrganizationUrl#resolve}. */
    HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(organizationUrl.resolve(path))
                .header("Authorization", token.authorizationHeader())
                .header("Accept", "application/json")
                // Messages come in the language asked for, and some refusals have no code but their words.
                .header("Accept-Language", "en-US")
                .header("User-Agent", userAgent)
                // Asks for a plain 401 instead of a redirect to the sign-in page, as Microsoft's own clients do:
                // github.com/microsoft/azure-pipelines-agent, src/Agent.Listener/Configuration/CredentialProvider.cs.
                .header("X-TFS-FedAuthRedirect", "Suppress");
    }
}
