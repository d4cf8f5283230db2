package io.github.azuredevopsconnector;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to Azure DevOps that proves who owns the token, or that the token has a scope.
 *
 * <p>There is one instance for each scope, and {@link #CALLER}. Probes are compared by identity. Immutable.
 */
final class Probe {

    /** The ID of a project, a repository or an identity that cannot exist. */
    static final String NIL = "00000000-0000-0000-0000-000000000000";

    /**
     * Asks who owns the token. Every valid token is accepted here. The resource is undocumented and only a preview, but
     * {@code az devops login} uses it, too (github.com/Azure/azure-devops-cli-extension).
     */
    static final Probe CALLER =
            new Probe(null, OrganizationUrl.HOST, "GET", "_apis/connectionData?api-version=7.1-preview.1", null);

    private final @Nullable TokenScope scope;
    private final String host;
    private final String method;
    private final String path;
    private final @Nullable String contentType;

    private Probe(@Nullable TokenScope scope, String host, String method, String path, @Nullable String contentType) {
        this.scope = scope;
        this.host = host;
        this.method = method;
        this.path = path;
        this.contentType = contentType;
    }

    static Probe get(TokenScope scope, String host, String path) {
        return new Probe(scope, host, "GET", path, null);
    }

    /** Returns a probe that sends a write request with an empty list as its body, so nothing is written. */
    static Probe writeNothing(TokenScope scope, String host, String method, String path, String contentType) {
        return new Probe(scope, host, method, path, contentType);
    }

    /** Returns the scope that the request proves, or empty if it proves who owns the token. */
    Optional<TokenScope> scope() {
        return Optional.ofNullable(scope);
    }

    /** Returns Microsoft's host to which the request is sent. */
    String host() {
        return host;
    }

    /**
     * Returns the request to send. Its URL is valid and stays inside the organization, because the host and the path
     * are constants, and the organization's name was parsed.
     */
    HttpRequest.Builder request(RequestTemplate template) {
        String organization = template.organizationUrl().organization();
        HttpRequest.Builder request = template.get(URI.create("https://" + host + '/' + organization + '/' + path));
        return contentType == null
                ? request
                : request.header("Content-Type", contentType).method(method, BodyPublishers.ofString("[]"));
    }

    /** Returns the name of the scope, or {@code CALLER}. */
    @Override
    public String toString() {
        return scope == null ? "CALLER" : scope.name();
    }
}
