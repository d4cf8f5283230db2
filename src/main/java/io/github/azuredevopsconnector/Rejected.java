package io.github.azuredevopsconnector;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The organization URL or the token is wrong, or access is not allowed. The person or an administrator must change
 * something; trying again will not help.
 */
public final class Rejected extends VerificationResult {

    private final transient Reason reason;
    private final transient String message;
    private final transient Set<TokenScope> missingScopes;
    private final transient @Nullable URI helpPage;
    private final transient Basis basis;
    /** Why the token is malformed as well, if the URL is. */
    private final transient @Nullable InvalidPersonalAccessTokenException tokenMistake;

    private Rejected(
            Reason reason,
            String message,
            Set<TokenScope> missingScopes,
            @Nullable URI helpPage,
            Basis basis,
            @Nullable InvalidPersonalAccessTokenException tokenMistake,
            @Nullable Duration retryAfter) {
        super(retryAfter);
        this.reason = reason;
        this.message = message;
        this.missingScopes = missingScopes;
        this.helpPage = helpPage;
        this.basis = basis;
        this.tokenMistake = tokenMistake;
    }

    /** A rejection for any reason but a missing scope. */
    Rejected(Reason reason, String message, Optional<URI> helpPage, Basis basis, @Nullable Duration retryAfter) {
        this(reason, message, Set.of(), helpPage.orElse(null), basis, null, retryAfter);
    }

    /** A rejection because the token lacks scopes. */
    Rejected(Set<TokenScope> missingScopes, Optional<URI> helpPage, Basis basis, @Nullable Duration retryAfter) {
        this(
                Reason.MISSING_SCOPE,
                messageOf(missingScopes),
                Collections.unmodifiableSet(EnumSet.copyOf(missingScopes)),
                helpPage.orElse(null),
                basis,
                null,
                retryAfter);
    }

    /**
     * Returns a result like a connector's, for tests of the application's own code. It has the reason's general
     * message, and no help page, status, activity id or cause.
     *
     * @param reason the reason for the rejection; for {@link Reason#MISSING_SCOPE}, the missing scope is {@link
     *     TokenScope#PROJECT_AND_TEAM_READ}
     * @return a rejection for this reason
     */
    public static Rejected of(Reason reason) {
        return ofNullable(reason, null);
    }

    /**
     * Returns a result like a connector's, for tests of the application's own code, with the help page that belongs
     * to it.
     *
     * @param reason the reason for the rejection, as for {@link #of(Reason)}
     * @param organizationUrl the organization that the help page is about
     * @return a rejection for this reason
     */
    public static Rejected of(Reason reason, OrganizationUrl organizationUrl) {
        return ofNullable(reason, Objects.requireNonNull(organizationUrl, "organizationUrl"));
    }

    private static Rejected ofNullable(Reason reason, @Nullable OrganizationUrl organizationUrl) {
        Optional<URI> helpPage = organizationUrl == null
                ? Optional.empty()
                : reason.helpPage(null).of(organizationUrl);
        return reason == Reason.MISSING_SCOPE
                ? new Rejected(EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ), helpPage, Basis.NONE, null)
                : new Rejected(reason, reason.message(organizationUrl, null), helpPage, Basis.NONE, null);
    }

    /**
     * Returns a result like a connector's, for tests of the application's own code: the token lacks scopes.
     *
     * @param first a scope that is missing
     * @param more further scopes that are missing
     * @return a rejection for {@link Reason#MISSING_SCOPE}, without a help page
     */
    public static Rejected ofMissingScopes(TokenScope first, TokenScope... more) {
        return new Rejected(EnumSet.of(first, more), Optional.empty(), Basis.NONE, null);
    }

    /** Returns the rejection of a malformed URL, and of the token if it is malformed as well. */
    static Rejected of(
            InvalidOrganizationUrlException cause, @Nullable InvalidPersonalAccessTokenException tokenMistake) {
        return new Rejected(
                Reason.INVALID_ORGANIZATION_URL,
                cause.reason().message,
                Set.of(),
                helpPage(cause.reason()).of(null).orElse(null),
                Basis.ofFailure(cause),
                tokenMistake,
                null);
    }

    /** Returns the page for a malformed URL. Without a URL, there is nothing to look up. */
    private static HelpPage helpPage(InvalidOrganizationUrlException.Reason reason) {
        switch (reason) {
            case EMPTY:
            case LOOKS_LIKE_TOKEN:
                return HelpPage.NONE;
            default:
                return Reason.INVALID_ORGANIZATION_URL.helpPage(null);
        }
    }

    /** Returns the rejection of a malformed token for an organization. */
    static Rejected of(InvalidPersonalAccessTokenException cause, OrganizationUrl organizationUrl) {
        return new Rejected(
                Reason.INVALID_TOKEN,
                cause.reason().message,
                Reason.INVALID_TOKEN.helpPage(null).of(organizationUrl),
                Basis.ofFailure(cause),
                null);
    }

    private static String messageOf(Set<TokenScope> missing) {
        String message =
                "The personal access token lacks " + labelsOf(missing) + ": edit it in Azure DevOps or create a "
                        + "new one, with " + (missing.size() == 1 ? "this scope." : "these scopes.");
        return missing.contains(TokenScope.PROJECT_AND_TEAM_READ)
                ? message
                        + " \u201CProject and Team\u201D is listed there after a click on \u201CShow all scopes\u201D."
                : message;
    }

    /** Returns the labels in words: {@code “Code: Read”, “Build: Read” and “Wiki: Read”}. */
    private static String labelsOf(Set<TokenScope> scopes) {
        String labels = EnumSet.copyOf(scopes).stream()
                .map(scope -> '\u201C' + scope.label() + '\u201D')
                .collect(Collectors.joining(", "));
        int last = labels.lastIndexOf(", ");
        return last < 0 ? labels : labels.substring(0, last) + " and " + labels.substring(last + 2);
    }

    /** {@return the reason for the rejection} */
    public Reason reason() {
        return Constructed.require(reason);
    }

    /**
     * {@return the scopes that the token surely lacks, in the order of the enum; empty unless the reason is {@link
     * Reason#MISSING_SCOPE}} The set cannot be changed.
     */
    public Set<TokenScope> missingScopes() {
        return Constructed.require(missingScopes);
    }

    /**
     * {@return the page of Azure DevOps at which the person, or an administrator, sets this right; empty if there is no
     * such page} It is constant, or built from the parsed name of the organization, so it is safe as a link.
     */
    public Optional<URI> helpPage() {
        basis();
        return Optional.ofNullable(helpPage);
    }

    /** {@return the HTTP status of the answer that this rests on, or empty if nothing was sent} */
    public OptionalInt httpStatus() {
        return basis().httpStatus();
    }

    /**
     * {@return the GUID by which Microsoft support finds the answer that this rests on, or empty if the answer had
     * none or nothing was sent}
     */
    public Optional<String> activityId() {
        return basis().activityId();
    }

    /**
     * {@return the parser's exception, for {@link Reason#INVALID_ORGANIZATION_URL} and {@link Reason#INVALID_TOKEN},
     * else empty}
     */
    public Optional<IllegalArgumentException> cause() {
        return basis().cause().map(IllegalArgumentException.class::cast);
    }

    private Basis basis() {
        return Constructed.require(basis);
    }

    @Override
    public String message() {
        return Constructed.require(message);
    }

    /**
     * {@return {@link #message()} under its {@linkplain Reason#concern() concern}, and the token's message as well if
     * both inputs of a call are malformed, so that a form shows both mistakes at once} The map cannot be changed. It is
     * in the order of the enum.
     */
    public Map<Concern, String> messages() {
        Map<Concern, String> messages = new EnumMap<>(Concern.class);
        messages.put(reason().concern(), message());
        if (tokenMistake != null) {
            messages.put(Concern.TOKEN, tokenMistake.reason().message);
        }
        return Collections.unmodifiableMap(messages);
    }

    /** Returns the name of the type, and reason, status and activity id in brackets. */
    @Override
    public String toString() {
        return basis().describe("Rejected", reason());
    }

    /** The field of the form to point at. Constants may be added in minor releases. */
    public enum Concern {
        /** The organization URL. */
        ORGANIZATION_URL,
        /** The token. */
        TOKEN,
        /** The organization URL or the token: Azure DevOps does not say which. */
        EITHER,
        /** Neither is mistyped: someone has to change something in Azure DevOps. */
        ACCESS
    }

    /** Why a connection was refused. Constants may be added in minor releases. */
    public enum Reason {
        /** The text is not an organization URL. Nothing was sent. */
        INVALID_ORGANIZATION_URL(
                Concern.ORGANIZATION_URL,
                HelpPage.OWN_ORGANIZATIONS,
                "Enter the organization URL, as in https://dev.azure.com/contoso."),

        /** The text cannot be a token. Nothing was sent. */
        INVALID_TOKEN(
                Concern.TOKEN,
                HelpPage.TOKENS,
                "Enter the personal access token alone, as Azure DevOps showed it when it was created."),

        /**
         * Azure DevOps did not accept the token: it is mistyped, revoked, inactive or expired, or was created for
         * another organization. Azure DevOps does not say which.
         */
        TOKEN_REJECTED(
                Concern.EITHER,
                HelpPage.TOKENS,
                Reason.NOT_ACCEPTED + " If all of that is right, create a new token for this organization: "
                        + "tokens for \"All accessible organizations\" are not accepted from December 1, 2026 on."),

        /** The token was good until it expired. */
        TOKEN_EXPIRED(
                Concern.TOKEN,
                HelpPage.TOKENS,
                "The personal access token has expired: create a new one in Azure DevOps, under User settings > "
                        + "Personal access tokens."),

        /** The token is valid, but lacks scopes that the application needs; see {@link Rejected#missingScopes()}. */
        MISSING_SCOPE(Concern.TOKEN, HelpPage.TOKENS, "The personal access token lacks a scope."),

        /**
         * The account that created the token is not a member of the organization, has no license there, or has never
         * signed in there.
         */
        NOT_A_MEMBER(
                Concern.ACCESS,
                HelpPage.USERS,
                "The account that created the token is not in this organization, or has no license there: check the "
                        + "organization name, or ask an administrator of the organization to add the account."),

        /**
         * Azure DevOps denies access: the token's owner lacks a permission or a license, or the organization's rules
         * forbid the access.
         */
        ACCESS_DENIED(
                Concern.ACCESS,
                HelpPage.NONE,
                "Azure DevOps denies access: ask an administrator of the organization whether the token's owner may "
                        + "read projects, and whether access by token is allowed."),

        /** A conditional access policy, such as IP fencing, forbids the request. */
        CONDITIONAL_ACCESS(
                Concern.ACCESS,
                HelpPage.POLICIES,
                "A conditional access policy of the organization does not allow this connection: ask an "
                        + "administrator to allow it from the network address that this application uses."),

        /** The organization does not accept tokens for "All accessible organizations". */
        GLOBAL_TOKEN_PROHIBITED(
                Concern.TOKEN,
                HelpPage.TOKENS,
                "The organization does not accept tokens for \"All accessible organizations\": create a token for this "
                        + "organization alone, or ask an administrator to put you on the allowlist."),

        /** There is no organization of that name: it is mistyped, was renamed, or was deleted. */
        ORGANIZATION_NOT_FOUND(
                Concern.ORGANIZATION_URL,
                HelpPage.OWN_ORGANIZATIONS,
                "There is no such organization in Azure DevOps: check the organization URL, and whether the "
                        + "organization was renamed."),

        /** The organization was stopped because it was inactive. */
        ORGANIZATION_DEACTIVATED(
                Concern.ACCESS,
                HelpPage.ORGANIZATION,
                "The organization is deactivated: one of its members must sign in to it in a browser to activate it "
                        + "again.");

        private static final String NOT_ACCEPTED = "Azure DevOps did not accept the personal access token: usually it "
                + "is mistyped, revoked, or was created for another organization, so check the organization name as "
                + "well.";

        private final Concern concern;
        private final String message;
        private final HelpPage helpPage;

        Reason(Concern concern, HelpPage helpPage, String message) {
            this.concern = concern;
            this.helpPage = helpPage;
            this.message = message;
        }

        /** {@return which field of the form to point at} */
        public Concern concern() {
            return concern;
        }

        /** Returns the page at which a person sets this right. */
        HelpPage helpPage(Finding.@Nullable Detail detail) {
            return detail == Finding.Detail.NEVER_SIGNED_IN ? HelpPage.ORGANIZATION : helpPage;
        }

        /** Returns the sentences for the person, which name the organization if it was not found. */
        String message(@Nullable OrganizationUrl organizationUrl, Finding.@Nullable Detail detail) {
            if (detail == Finding.Detail.NEVER_SIGNED_IN) {
                return "The account that created the token has never signed in to this organization: sign in to the "
                        + "organization with that account in a browser once, then connect again.";
            }
            return this == ORGANIZATION_NOT_FOUND && organizationUrl != null
                    ? message.replace("such organization", "organization \"" + organizationUrl.organization() + '"')
                    : message;
        }

        /** Returns the sentences about a rejected token. What its shape shows replaces the usual causes. */
        static String tokenRejected(String hint) {
            return hint.isEmpty() ? TOKEN_REJECTED.message : hint;
        }

        /** Returns the sentences about a scope that the token has, although its owner may not use it. */
        static String accessDenied(TokenScope scope) {
            return "Azure DevOps denies access to \u201C" + scope.group() + "\u201D: ask an administrator of the "
                    + "organization whether the token's owner has the license and the permissions for it.";
        }
    }
}
