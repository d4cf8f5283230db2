package io.github.azuredevopsconnector;

import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verified connection: which organization, whose token, and requests that are ready to send.
 *
 * <p>It holds the token, no socket and no thread, and need not be closed. What is worth storing: the organization's
 * name and id, the user's id, and, encrypted, the token. Immutable and safe for use by many threads; equal to itself
 * alone.
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
        return template.organizationUrl();
    }

    /**
     * {@return the organization's id, which stays the same when the organization is renamed, or empty if the service
     * did not tell} A name that was given up can be taken by anybody else: where that matters, compare ids.
     */
    public Optional<UUID> organizationId() {
        return Optional.ofNullable(organizationId);
    }

    /** {@return the token that was verified: store this one, so that nothing has to be parsed again} */
    public PersonalAccessToken personalAccessToken() {
        return template.token();
    }

    /** {@return who owns the token} */
    public AuthenticatedUser user() {
        return user;
    }

    /**
     * {@return a GET request to a resource below the organization, with the {@code Authorization} header and the others
     * that the verification sent} Method, body, timeout and further headers are the caller's to set.
     *
     * <pre>{@code
     * HttpRequest request = connection.request("_apis/projects?api-version=7.1").build();
     * }</pre>
     *
     * <p>Send it only through an {@link java.net.http.HttpClient} that never follows redirects, the default: some
     * updates of JDK 17 forward {@code Authorization} to wherever a redirect points. Do not log its headers.
     *
     * @param path as for {@link OrganizationUrl#resolve}
     * @throws IllegalArgumentException as {@link OrganizationUrl#resolve} does
     */
    public HttpRequest.Builder request(String path) {
        return template.get(path);
    }

    /** Returns the organization's URL and the user's id. */
    @Override
    public String toString() {
        return "AzureDevOpsConnection[organizationUrl=" + organizationUrl() + ", user=" + user.id() + "]";
    }
}
