package io.github.azuredevopsconnector.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import java.net.URLEncoder;
import java.net.http.HttpRequest;

/** Creates requests for the resources of a project. A project's name may contain spaces and letters of any language. */
final class ProjectPath {

    private ProjectPath() {}

    static HttpRequest.Builder repositories(AzureDevOpsConnection connection, String project) {
        return connection.request(segment(project) + "/_apis/git/repositories?api-version=7.1");
    }

    /** Encodes a space as {@code %20}. URLEncoder is for forms, and encodes a space as a plus sign. */
    private static String segment(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }
}
