package io.github.azuredevopsconnector;

import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verified connection: the organization, the token and its owner. Creates requests to the organization.
 *
 * <p>A connection contains the token, but no socket and no thread, so there is nothing to close. Store the
 * organization's name and ID, the user's ID, and the encrypted token. To get a connection from stored values, connect
 * again. See <a href="https://azuredevopsconnector.github.io/azure-devops-connector/storing.html">Storing
 * connections</a> in the guide.
 *
 * <p>Immutable and thread-safe. A connection is equal only to itself.
 */
public final class AzureDevOpsConnection {

    private final transient RequestTemplate template;
    private final transient AuthenticatedUser user;
    private final transient @Nullable UUID organizationId;

    AzureDevOpsConnection(RequestTemplate template, AuthenticatedUser user, @Nullable UUID organizationId) {
        this.template = template;
        this.user = user;
        this.organizationId = organizationId;
    }

    /** {@return the organization that was verified} */
    public OrganizationUrl organizationUrl() {
        return template().organizationUrl();
    }

    /**
     * {@return the organization's ID, or empty if Azure DevOps sent no readable ID} The ID stays the same when the
     * organization is renamed. After a rename, someone else can take the old name, so compare IDs where that matters.
     */
    public Optional<UUID> organizationId() {
        template();
        return Optional.ofNullable(organizationId);
    }

    /**
     * {@return the verified token} Store this token instead of the input, which may have other characters around it.
     */
    public PersonalAccessToken personalAccessToken() {
        return template().token();
    }

    /** {@return the user who owns the token} */
    public AuthenticatedUser user() {
        return Constructed.require(user);
    }

    /**
     * {@return a builder of a GET request for a resource of the organization, with the {@code Authorization} header and
     * the other headers of the verification} The caller may set the method, the body, the timeout and more headers.
     *
     * <pre>{@code
     * HttpRequest request = connection.request("_apis/projects?api-version=7.1").build();
     * }</pre>
     *
     * <p>Send the request only with an {@link java.net.http.HttpClient} that never follows redirects, which is the
     * default. Older updates of JDK 11 and 17, such as 11.0.24 and 17.0.15, forward {@code Authorization} to the target
     * of a redirect, even on another host. Do not log the headers of the request.
     *
     * @param path the path and an optional query, as in {@link OrganizationUrl#resolve}
     * @throws IllegalArgumentException if {@link OrganizationUrl#resolve} does not accept the path
     */
    public HttpRequest.Builder request(String path) {
        return template().get(organizationUrl().resolve(path));
    }

    private RequestTemplate template() {
        return Constructed.require(template);
    }

    /** Returns the organization's URL and the user's ID. */
    @Override
    public String toString() {
        return "AzureDevOpsConnection[organizationUrl=" + organizationUrl() + ", user=" + user().id() + "]";
    }
}
