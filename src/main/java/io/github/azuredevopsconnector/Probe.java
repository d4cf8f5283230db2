package io.github.azuredevopsconnector;

import java.net.http.HttpRequest;
import java.time.Duration;

/** The two questions that are put to Azure DevOps, at the same moment. */
enum Probe {

    /**
     * Whom does the token belong to? Any live token may ask. The resource is not documented and exists as a preview
     * only, but is what {@code az devops login} asks (github.com/Azure/azure-devops-cli-extension).
     */
    CONNECTION_DATA("_apis/connectionData?api-version=7.1-preview.1"),

    /**
     * May the token read projects? It needs "Project and team: Read" ({@code vso.project}); see
     * https://learn.microsoft.com/rest/api/azure/devops/core/projects/list.
     */
    PROJECTS("_apis/projects?$top=1&api-version=7.1");

    private final String path;

    Probe(String path) {
        this.path = path;
    }

    /** Returns the request that asks. */
    HttpRequest request(RequestTemplate template, Duration timeout) {
        return template.get(path).timeout(timeout).build();
    }
}
