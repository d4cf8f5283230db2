package io.github.azuredevopsconnector.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import java.net.URLEncoder;
import java.net.http.HttpRequest;

/** Requests below a project, whose name may contain blanks and letters of any language. */
final class ProjectPath {

    private ProjectPath() {}

    static HttpRequest.Builder repositories(AzureDevOpsConnection connection, String project) {
        return connection.request(segment(project) + "/_apis/git/repositories?api-version=7.1");
    }

    /** URLEncoder encodes for forms, where a blank is a plus sign; in a path it is {@code %20}. */
    private static String segment(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20");
    }
}
