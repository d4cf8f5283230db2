package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Azure DevOps accepted the token for this organization, and the token has every required scope. {@link
 * #provedScopes()} also contains the preferred scopes that the token has.
 */
public final class Verified extends VerificationResult {

    private final transient AzureDevOpsConnection connection;
    private final transient Set<TokenScope> provedScopes;

    Verified(
            AzureDevOpsConnection connection,
            Set<TokenScope> provedScopes,
            String message,
            Diagnostics diagnostics,
            @Nullable Duration retryAfter) {
        super(message, diagnostics, retryAfter);
        this.connection = connection;
        this.provedScopes = Collections.unmodifiableSet(EnumSet.copyOf(provedScopes));
    }

    /**
     * Returns a result for unit tests, without contacting Azure DevOps. The result has no status and no activity ID.
     * {@link #provedScopes()} contains only {@link TokenScope#PROJECT_AND_TEAM_READ}.
     *
     * @param organizationUrl the organization of the connection
     * @param token the token of the connection
     * @param user the owner of the token
     * @return a result whose connection has no organization ID
     */
    public static Verified of(OrganizationUrl organizationUrl, PersonalAccessToken token, AuthenticatedUser user) {
        return ofNullable(organizationUrl, token, user, null);
    }

    /**
     * Returns a result for unit tests, without contacting Azure DevOps. The result has no status and no activity ID.
     * {@link #provedScopes()} contains only {@link TokenScope#PROJECT_AND_TEAM_READ}.
     *
     * @param organizationUrl the organization of the connection
     * @param token the token of the connection
     * @param user the owner of the token
     * @param organizationId the organization's ID
     * @return a result whose connection has this organization ID
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
        return new Verified(
                new AzureDevOpsConnection(template, user, organizationId),
                EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ),
                message(organizationUrl, true, Set.of()),
                Diagnostics.NONE,
                null);
    }

    /** {@return the verified connection, which is ready to use} */
    public AzureDevOpsConnection connection() {
        return Constructed.require(connection);
    }

    /**
     * {@return every required scope, and every preferred scope that the token definitely has, in declaration order} The
     * set is unmodifiable.
     *
     * <p>A preferred scope that is not in the set is not always missing: its request may have failed, for example
     * during an outage.
     */
    public Set<TokenScope> provedScopes() {
        return Constructed.require(provedScopes);
    }

    /** Returns the message for a verified connection. */
    static String message(OrganizationUrl organizationUrl, boolean projectVisible, Set<TokenScope> missingScopes) {
        StringBuilder message = new StringBuilder("Connected to the organization \u201C")
                .append(organizationUrl.organization())
                .append("\u201D.");
        if (!projectVisible) {
            message.append(" No project is visible to the owner of the token. Ask an administrator to add the owner to "
                    + "a project.");
        }
        if (!missingScopes.isEmpty()) {
            boolean one = missingScopes.size() == 1;
            message.append(" The token does not have the optional ")
                    .append(one ? "scope " : "scopes ")
                    .append(TokenScope.labels(missingScopes))
                    .append(one ? ". You can add it" : ". You can add them")
                    .append(" to the token in Azure DevOps.");
        }
        return message.toString();
    }

    @Override
    String subject() {
        return connection().toString();
    }
}
