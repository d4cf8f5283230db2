package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one answer means, taken by itself: a public reason, or something that only a finding can say. */
final class Finding {

    /** A meaning that is not a reason yet, because what follows depends on other answers. */
    enum Meaning {
        /** Connection data that name the user who owns the token. */
        NAMED_USER,
        /** Connection data of an organization that serves everyone: the token was not accepted. */
        ANONYMOUS_USER,
        /** The data that a scope allows to read. */
        GRANTED,

        /** Status 401: the service does not know the caller, or the token lacks the scope. */
        UNAUTHORIZED,
        /** The sign-in page, or a redirect to it, in the place of status 401. */
        SIGN_IN,
        /** Status 403, or an operation that is closed to tokens: the service knows the caller. */
        FORBIDDEN,
        /** Status 404. */
        NOT_FOUND,
        /** Status 400. */
        BAD_REQUEST,
        /** Status 400, 401, 403 or 404 without a mark of Azure DevOps: something in between may have answered. */
        UNMARKED_REFUSAL
    }

    /** A detail that changes the sentence for the person. */
    enum Detail {
        /** Granted, but the list of projects is empty. */
        NO_PROJECT_VISIBLE,
        /** Not a member: the account has never signed in to the organization. */
        NEVER_SIGNED_IN,
        /** Throttled or unavailable: something other than Azure DevOps may have answered. */
        UNMARKED,
        /** Unreachable: the proxy did not open a tunnel. */
        REFUSED_BY_PROXY,
        /** TLS failure: the certificate comes from an authority that this application does not trust. */
        UNKNOWN_AUTHORITY,
        /** TLS failure: the certificate has expired, or is not valid yet. */
        CERTIFICATE_OUT_OF_DATE,
        /** TLS failure: the certificate is for another host. */
        CERTIFICATE_FOR_ANOTHER_HOST,
        /** TLS failure: the trust store is empty or cannot be read. */
        UNUSABLE_TRUST_STORE,
        /** TLS failure: the peers could not agree on a version and a cipher suite. */
        NO_COMMON_TLS_PARAMETERS,
        /** The version of the API in the request is not supported any more. */
        OUTDATED_REQUEST
    }

    private final Enum<?> meaning;
    private final @Nullable Detail detail;
    private final Basis basis;
    private final @Nullable Duration retryAfter;
    private final @Nullable AuthenticatedUser user;
    private final @Nullable UUID organizationId;

    private Finding(
            Enum<?> meaning,
            @Nullable Detail detail,
            Basis basis,
            @Nullable Duration retryAfter,
            @Nullable AuthenticatedUser user,
            @Nullable UUID organizationId) {
        this.meaning = meaning;
        this.detail = detail;
        this.basis = basis;
        this.retryAfter = retryAfter;
        this.user = user;
        this.organizationId = organizationId;
    }

    /**
     * Returns a finding without a user.
     *
     * @param meaning a {@link Meaning}, a {@link Rejected.Reason} or an {@link Inconclusive.Reason}
     */
    static Finding of(Enum<?> meaning, @Nullable Detail detail, Basis basis, @Nullable Duration retryAfter) {
        return new Finding(meaning, detail, basis, retryAfter, null, null);
    }

    /** Returns this finding, with the user and the organization that the answer names. */
    Finding withUser(@Nullable AuthenticatedUser user, @Nullable UUID organizationId) {
        return new Finding(meaning, detail, basis, retryAfter, user, organizationId);
    }

    boolean is(Enum<?> expected) {
        return meaning == expected;
    }

    Enum<?> meaning() {
        return meaning;
    }

    @Nullable
    Detail detail() {
        return detail;
    }

    Basis basis() {
        return basis;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Returns the user that is named by connection data, or by a header of an answer that grants a scope. Never the
     * anonymous user.
     */
    Optional<AuthenticatedUser> user() {
        return Optional.ofNullable(user);
    }

    @Nullable
    UUID organizationId() {
        return organizationId;
    }
}
