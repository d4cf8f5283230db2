package io.github.azuredevopsconnector;

import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A verified connection: the organization, the token and its owner, and requests that are ready to send.
 *
 * <p>It holds the token, but neither a socket nor a thread, so it needs no closing. Store the organization's name and
 * id, the user's id and, encrypted, the token. A connection cannot be rebuilt from stored values: connect again.
 *
 * <p>Immutable and safe for use by many threads. A connection is equal only to itself.
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
     * {@return the organization's id, which stays the same when the organization is renamed, or empty if Azure DevOps
     * sent no id that could be read} After a rename someone else can take the old name: compare ids where that matters.
     */
    public Optional<UUID> organizationId() {
        template();
        return Optional.ofNullable(organizationId);
    }

    /** {@return the token that was verified: store this one, so that you need not parse the text again} */
    public PersonalAccessToken personalAccessToken() {
        return template().token();
    }

    /** {@return who owns the token} */
    public AuthenticatedUser user() {
        return Constructed.require(user);
    }

    /**
     * {@return a GET request to a resource below the organization, with the {@code Authorization} header and the other
     * headers of the verification} The caller may set method, body, timeout and more headers.
     *
     * <pre>{@code
     * HttpRequest request = connection.request("_apis/projects?api-version=7.1").build();
     * }</pre>
     *
     * <p>Send it only with an {@link java.net.http.HttpClient} that never follows redirects, which is the default: some
     * updates of JDK 17 forward {@code Authorization} wherever a redirect points. Do not log its headers.
     *
     * @param path as for {@link OrganizationUrl#resolve}
     * @throws IllegalArgumentException as {@link OrganizationUrl#resolve} does
     */
    public HttpRequest.Builder request(String path) {
        return template().get(organizationUrl().resolve(path));
    }

    private RequestTemplate template() {
        return Constructed.require(template);
    }

    /** Returns the organization's URL and the user's id. */
    @Override
    public String toString() {
        return "AzureDevOpsConnection[organizationUrl=" + organizationUrl() + ", user=" + user().id() + "]";
    }
}
