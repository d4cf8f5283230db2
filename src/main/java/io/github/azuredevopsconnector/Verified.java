package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Azure DevOps accepted the token for this organization and for every scope that was required. */
public final class Verified extends VerificationResult {

    private final transient AzureDevOpsConnection connection;
    private final transient boolean projectVisible;

    Verified(AzureDevOpsConnection connection, boolean projectVisible, @Nullable Duration retryAfter) {
        super(retryAfter);
        this.connection = connection;
        this.projectVisible = projectVisible;
    }

    /**
     * Returns a result like a connector's, for tests of the application's own code. It proves nothing.
     *
     * @param organizationUrl the organization of the connection
     * @param token the token of the connection
     * @param user who owns the token
     * @return a result whose connection has no organization id
     */
    public static Verified of(OrganizationUrl organizationUrl, PersonalAccessToken token, AuthenticatedUser user) {
        return ofNullable(organizationUrl, token, user, null);
    }

    /**
     * Returns a result like a connector's, for tests of the application's own code. It proves nothing.
     *
     * @param organizationUrl the organization of the connection
     * @param token the token of the connection
     * @param user who owns the token
     * @param organizationId the organization's id
     * @return a result whose connection has all of these
     */
    public static Verified of(
            OrganizationUrl organizationUrl, PersonalAccessToken token, AuthenticatedUser user, UUID organizationId) {
        return ofNullable(organizationUrl, token, user, Objects.requireNonNull(organizationId, "organizationId"));
    }

    private static Verified ofNullable(
            OrganizationUrl organizationUrl,
            PersonalAccessToken token,
            AuthenticatedUser user,
            @Nullable UUID organizationId) {
        RequestTemplate template = new RequestTemplate(
                Objects.requireNonNull(organizationUrl, "organizationUrl"),
                Objects.requireNonNull(token, "token"),
                RequestTemplate.LIBRARY);
        Objects.requireNonNull(user, "user");
        return new Verified(new AzureDevOpsConnection(template, user, organizationId), true, null);
    }

    /** {@return the connection, ready for use} */
    public AzureDevOpsConnection connection() {
        return Constructed.require(connection);
    }

    @Override
    public String message() {
        String connected = "Connected to the organization \u201C"
                + connection().organizationUrl().organization() + "\u201D.";
        return projectVisible
                ? connected
                : connected + " No project is visible to the owner of the token. Ask an administrator to add the owner "
                        + "to a project.";
    }

    /** Returns the name of the type and the connection, in brackets. */
    @Override
    public String toString() {
        return "Verified[" + connection() + "]";
    }
}
