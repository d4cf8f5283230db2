package io.github.azuredevopsconnector;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The organization URL or the token is wrong, or access is denied. The user or an administrator must change something.
 * Retrying rarely helps.
 */
public final class Rejected extends VerificationResult {

    private final transient Reason reason;
    private final transient Set<TokenScope> missingScopes;
    private final transient @Nullable URI helpPage;
    /** Why the token is malformed, if the URL is malformed as well. */
    private final transient @Nullable InvalidPersonalAccessTokenException tokenMistake;

    private Rejected(
            Reason reason,
            String message,
            Set<TokenScope> missingScopes,
            @Nullable URI helpPage,
            Diagnostics diagnostics,
            @Nullable InvalidPersonalAccessTokenException tokenMistake,
            @Nullable Duration retryAfter) {
        super(message, diagnostics, retryAfter);
        this.reason = reason;
        this.missingScopes = missingScopes;
        this.helpPage = helpPage;
        this.tokenMistake = tokenMistake;
    }

    /** A rejection for any reason but a missing scope. */
    Rejected(
            Reason reason,
            String message,
            Optional<URI> helpPage,
            Diagnostics diagnostics,
            @Nullable Duration retryAfter) {
        this(reason, message, Set.of(), helpPage.orElse(null), diagnostics, null, retryAfter);
    }

    /** A rejection because the token lacks scopes. */
    Rejected(
            Set<TokenScope> missingScopes,
            Optional<URI> helpPage,
            Diagnostics diagnostics,
            @Nullable Duration retryAfter) {
        this(
                Reason.MISSING_SCOPE,
                messageOf(missingScopes),
                Collections.unmodifiableSet(EnumSet.copyOf(missingScopes)),
                helpPage.orElse(null),
                diagnostics,
                null,
                retryAfter);
    }

    /**
     * Returns a result for unit tests, without contacting Azure DevOps. The result has the
     * reason's general message, but no help page, status, activity ID or cause.
     *
     * @param reason the reason for the rejection; for {@link Reason#MISSING_SCOPE}, the missing scope is {@link
     *     TokenScope#PROJECT_AND_TEAM_READ}
     * @return a rejection for this reason
     */
    public static Rejected of(Reason reason) {
        return ofNullable(reason, null);
    }

    /**
     * Returns a result for unit tests, without contacting Azure DevOps. The result has the help page of the reason. For
     * {@link Reason#ORGANIZATION_NOT_FOUND}, the message names the organization.
     *
     * @param reason the reason for the rejection, as for {@link #of(Reason)}
     * @param organizationUrl the organization of the help page
     * @return a rejection for this reason
     */
    public static Rejected of(Reason reason, OrganizationUrl organizationUrl) {
        return ofNullable(reason, Objects.requireNonNull(organizationUrl, "organizationUrl"));
    }

    private static Rejected ofNullable(Reason reason, @Nullable OrganizationUrl organizationUrl) {
        Optional<URI> helpPage = organizationUrl == null ? Optional.empty() : reason.helpPage(organizationUrl, null);
        return reason == Reason.MISSING_SCOPE
                ? new Rejected(EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ), helpPage, Diagnostics.NONE, null)
                : new Rejected(reason, reason.message(organizationUrl, null), helpPage, Diagnostics.NONE, null);
    }

    /**
     * Returns a {@link Reason#MISSING_SCOPE} result for unit tests, without contacting Azure DevOps.
     *
     * @param first a scope that is missing
     * @param more further scopes that are missing
     * @return a rejection for {@link Reason#MISSING_SCOPE}, without a help page
     */
    public static Rejected ofMissingScopes(TokenScope first, TokenScope... more) {
        return new Rejected(EnumSet.of(first, more), Optional.empty(), Diagnostics.NONE, null);
    }

    /** Returns the rejection of a malformed URL, and of the token if the token is malformed, too. */
    static Rejected of(
            InvalidOrganizationUrlException cause, @Nullable InvalidPersonalAccessTokenException tokenMistake) {
        boolean hasHelpPage = cause.reason() != InvalidOrganizationUrlException.Reason.EMPTY
                && cause.reason() != InvalidOrganizationUrlException.Reason.LOOKS_LIKE_TOKEN;
        return new Rejected(
                Reason.INVALID_ORGANIZATION_URL,
                cause.reason().message,
                Set.of(),
                hasHelpPage
                        ? Reason.INVALID_ORGANIZATION_URL.helpPage(null, null).orElse(null)
                        : null,
                Diagnostics.ofFailure(cause),
                tokenMistake,
                null);
    }

    /** Returns the rejection of a malformed token for an organization. */
    static Rejected of(InvalidPersonalAccessTokenException cause, OrganizationUrl organizationUrl) {
        return new Rejected(
                Reason.INVALID_TOKEN,
                cause.reason().message,
                Reason.INVALID_TOKEN.helpPage(organizationUrl, null),
                Diagnostics.ofFailure(cause),
                null);
    }

    private static String messageOf(Set<TokenScope> missing) {
        boolean one = missing.size() == 1;
        String message =
                "This token does not have the " + (one ? "scope " : "scopes ") + TokenScope.labels(missing) + ". Add "
                        + (one ? "it" : "them") + " to the token in Azure DevOps, or create a new token with "
                        + (one ? "this scope." : "these scopes.");
        return missing.contains(TokenScope.PROJECT_AND_TEAM_READ)
                ? message + " To see \u201CProject and Team\u201D, select \u201CShow all scopes\u201D."
                : message;
    }

    /** {@return the reason for the rejection} */
    public Reason reason() {
        return Constructed.require(reason);
    }

    /**
     * {@return the scopes that the token definitely lacks, in declaration order} The set is unmodifiable. It is empty
     * unless the reason is {@link Reason#MISSING_SCOPE}.
     */
    public Set<TokenScope> missingScopes() {
        return Constructed.require(missingScopes);
    }

    /**
     * {@return the Azure DevOps page on which the user or an administrator fixes the problem, or empty if there is
     * none} The address is constant or built from the parsed name of the organization, so it is safe as a link.
     */
    public Optional<URI> helpPage() {
        reason();
        return Optional.ofNullable(helpPage);
    }

    /**
     * {@return the parser's exception, or empty if the reason is neither {@link Reason#INVALID_ORGANIZATION_URL} nor
     * {@link Reason#INVALID_TOKEN}, or if {@code of} created the result}
     */
    public Optional<IllegalArgumentException> cause() {
        return diagnostics()
                .cause()
                .filter(IllegalArgumentException.class::isInstance)
                .map(IllegalArgumentException.class::cast);
    }

    @Override
    String subject() {
        return "reason=" + reason();
    }

    /**
     * {@return the message for each part of the form} The map contains {@link #message()} under its {@linkplain
     * Reason#concern() concern}. If both inputs of a call are malformed, it also contains the message about the token,
     * so that a form can show both problems at once. The map is in declaration order of the concerns, and is
     * unmodifiable.
     */
    public Map<Concern, String> messages() {
        Map<Concern, String> messages = new EnumMap<>(Concern.class);
        messages.put(reason().concern(), message());
        if (tokenMistake != null) {
            messages.put(Concern.TOKEN, tokenMistake.reason().message);
        }
        return Collections.unmodifiableMap(messages);
    }

    /** Where a form shows the message. Constants may be added in minor releases. */
    public enum Concern {
        /** At the organization URL. */
        ORGANIZATION_URL,
        /** At the token. */
        TOKEN,
        /** Above the form. Either the organization URL or the token is wrong, and Azure DevOps does not say which. */
        EITHER,
        /**
         * Above the form. The URL and the token may both be correct. The user or an administrator must do something in
         * Azure DevOps.
         */
        ACCESS
    }

    /** Why a connection was rejected. Constants may be added in minor releases. */
    public enum Reason {
        /**
         * The input is not an organization URL. Nothing was sent.
         *
         * <p>Concern: {@link Concern#ORGANIZATION_URL}. Help page: the user's own organizations, or none if the input
         * is empty or looks like a token.
         */
        INVALID_ORGANIZATION_URL(
                Concern.ORGANIZATION_URL,
                Reason.OWN_ORGANIZATIONS,
                "Enter the URL of the organization, such as https://dev.azure.com/contoso."),

        /**
         * The input cannot be a token. Nothing was sent.
         *
         * <p>Concern: {@link Concern#TOKEN}. Help page: the user's tokens.
         */
        INVALID_TOKEN(
                Concern.TOKEN,
                OrganizationUrl.TOKENS_PAGE,
                "Enter only the personal access token that Azure DevOps showed when you created it."),

        /**
         * Azure DevOps did not accept the token. The token is mistyped, expired, inactive or revoked, or was created
         * for another organization or for all organizations. Azure DevOps does not say which.
         *
         * <p>Concern: {@link Concern#EITHER}. Help page: the user's tokens.
         */
        TOKEN_REJECTED(
                Concern.EITHER,
                OrganizationUrl.TOKENS_PAGE,
                "Azure DevOps did not accept the token. It may be mistyped, expired, inactive or revoked, or belong to "
                        + "another organization. Check the token and the organization name. If both are correct, "
                        + "create a new token for this organization. Starting December 1, 2026, Azure DevOps no longer "
                        + "accepts tokens for \u201CAll accessible organizations\u201D."),

        /**
         * The token has expired.
         *
         * <p>Concern: {@link Concern#TOKEN}. Help page: the user's tokens.
         */
        TOKEN_EXPIRED(
                Concern.TOKEN,
                OrganizationUrl.TOKENS_PAGE,
                "The token has expired. Create a new one in Azure DevOps, under User settings > Personal access "
                        + "tokens."),

        /**
         * The token is valid, but lacks scopes that the application requires. {@link Rejected#missingScopes()} contains
         * them.
         *
         * <p>Concern: {@link Concern#TOKEN}. Help page: the user's tokens.
         */
        MISSING_SCOPE(
                Concern.TOKEN,
                OrganizationUrl.TOKENS_PAGE,
                "This token does not have a scope that this application needs."),

        /**
         * The account that created the token is not a member of the organization, has no license there, or has never
         * signed in there.
         *
         * <p>Concern: {@link Concern#ACCESS}. Help page: the members of the organization, or the organization itself if
         * the account has never signed in.
         */
        NOT_A_MEMBER(
                Concern.ACCESS,
                "/_settings/users",
                "The account that created the token is not a member of this organization, or has no license there. "
                        + "Check the organization name. If it is correct, ask an administrator of the organization to "
                        + "add the account or to assign a license."),

        /**
         * Azure DevOps denies access. The owner of the token lacks a permission or a license, or a policy of the
         * organization denies access.
         *
         * <p>Concern: {@link Concern#ACCESS}. There is no help page.
         */
        ACCESS_DENIED(
                Concern.ACCESS,
                null,
                "Azure DevOps denies access. Ask an administrator of the organization whether the owner of the token "
                        + "is allowed to view projects, and whether the organization allows personal access tokens."),

        /**
         * A conditional access policy blocks the request, usually because of the IP address from which the application
         * connects.
         *
         * <p>Concern: {@link Concern#ACCESS}. Help page: the policies of the organization.
         */
        CONDITIONAL_ACCESS(
                Concern.ACCESS,
                "/_settings/organizationPolicy",
                "A conditional access policy blocks this connection, usually because of the IP address that this "
                        + "application connects from. Ask an administrator of the organization to check \u201CIP "
                        + "Conditional Access policy validation\u201D under Organization settings > Policies."),

        /**
         * The organization does not accept tokens for “All accessible organizations”.
         *
         * <p>Concern: {@link Concern#TOKEN}. Help page: the user's tokens.
         */
        GLOBAL_TOKEN_PROHIBITED(
                Concern.TOKEN,
                OrganizationUrl.TOKENS_PAGE,
                "This organization does not accept tokens for \u201CAll accessible organizations\u201D. Create a token "
                        + "for this organization only."),

        /**
         * There is no organization with this name. The name is mistyped, or the organization was renamed or deleted.
         *
         * <p>Concern: {@link Concern#ORGANIZATION_URL}. Help page: the user's own organizations.
         */
        ORGANIZATION_NOT_FOUND(
                Concern.ORGANIZATION_URL,
                Reason.OWN_ORGANIZATIONS,
                "There is no organization with this name. " + Reason.RENAMED),

        /**
         * Azure DevOps deactivated the organization because it was inactive.
         *
         * <p>Concern: {@link Concern#ACCESS}. Help page: the organization.
         */
        ORGANIZATION_DEACTIVATED(
                Concern.ACCESS,
                "",
                "Azure DevOps has deactivated this organization because it was inactive. Open the organization in a "
                        + "browser for details, or ask an administrator of the organization.");

        private static final String RENAMED = "Check the URL. The organization may have been renamed or deleted.";
        private static final String OWN_ORGANIZATIONS = "https://aex.dev.azure.com/me";

        private final Concern concern;
        private final @Nullable String helpPage;
        private final String message;

        /**
         * Creates a reason.
         *
         * @param helpPage what is appended to the organization's URL, or a whole URL, or null if there is no page. The
         *     paths are those of the links in the portal (learn.microsoft.com/azure/devops/organizations/accounts)
         */
        Reason(Concern concern, @Nullable String helpPage, String message) {
            this.concern = concern;
            this.helpPage = helpPage;
            this.message = message;
        }

        /** {@return where a form shows the message} */
        public Concern concern() {
            return concern;
        }

        /**
         * Returns the page on which the user or an administrator fixes this, or empty if there is none, or if the page
         * belongs to an organization and {@code organizationUrl} is null.
         */
        Optional<URI> helpPage(@Nullable OrganizationUrl organizationUrl, Finding.@Nullable Detail detail) {
            String page = detail == Finding.Detail.NEVER_SIGNED_IN ? "" : helpPage;
            if (page == null || page.startsWith("https:")) {
                return Optional.ofNullable(page).map(URI::create);
            }
            return Optional.ofNullable(organizationUrl).map(organization -> URI.create(organization + page));
        }

        /** Returns the message for the user. It names the organization if the organization was not found. */
        String message(@Nullable OrganizationUrl organizationUrl, Finding.@Nullable Detail detail) {
            if (detail == Finding.Detail.NEVER_SIGNED_IN) {
                return "The account that created the token has never signed in to this organization. Sign in to the "
                        + "organization once in a browser with that account. Then connect again.";
            }
            return this == ORGANIZATION_NOT_FOUND && organizationUrl != null
                    ? "There is no organization named \u201C" + organizationUrl.organization() + "\u201D. " + RENAMED
                    : message;
        }

        /** Returns the message about a rejected token: the hint, or the general message if the hint is empty. */
        static String tokenRejected(String hint) {
            return hint.isEmpty() ? TOKEN_REJECTED.message : hint;
        }

        /** Returns the message about a scope that the token has, but that the token's owner cannot use. */
        static String accessDenied(TokenScope scope) {
            return "Azure DevOps does not allow the owner of the token to access \u201C" + scope.group()
                    + "\u201D. Ask an administrator of the organization whether the owner has the required license and "
                    + "permissions.";
        }
    }
}
