package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the REST API of Azure DevOps with a verified connection. */
final class ProjectList {

    private final HttpClient client;

    /**
     * Takes a client that never follows redirects, because early updates of JDK 11 and 17 forward the token to the
     * target of a redirect.
     */
    ProjectList(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the client must not follow redirects");
        }
        this.client = client;
    }

    /** Returns the first 100 projects as JSON, for the application's JSON parser. */
    String json(AzureDevOpsConnection connection) throws IOException, InterruptedException {
        HttpRequest request = connection
                .request("_apis/projects?$top=100&api-version=7.1")
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) { // 401, or a sign-in page (203, 302): the token was not accepted
            throw new IOException("Azure DevOps answered with status " + response.statusCode());
        }
        return response.body();
    }
}
