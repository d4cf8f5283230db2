package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one answer means: a public reason, or a {@link Meaning} that leads to a reason only together with other answers.
 * Immutable.
 */
final class Finding {

    /** A meaning that leads to a reason only together with other answers. */
    enum Meaning {
        /** Connection data that names the owner of the token. */
        NAMED_USER,
        /**
         * Connection data ({@code _apis/connectionData}) that names the anonymous user. An organization with public
         * projects sends it to everyone, so the token was not accepted.
         */
        ANONYMOUS_USER,
        /** An answer that the service sends only if the token has the scope. */
        GRANTED,

        /**
         * Status 401, or {@code TF400813} without a user. The service does not know the caller, or the token lacks the
         * scope.
         */
        UNAUTHORIZED,
        /** The sign-in page, or a redirect to it, instead of status 401. */
        SIGN_IN,
        /**
         * Status 403, a missing permission, or an operation that personal access tokens may not use. The service knows
         * the caller.
         */
        FORBIDDEN,
        /** Status 404. */
        NOT_FOUND,
        /** Status 400. */
        BAD_REQUEST,
        /** Status 400, 401, 403 or 404. Nothing shows that Azure DevOps sent it, so a proxy may have answered. */
        REFUSED_BY_UNKNOWN_SENDER
    }

    /**
     * A detail that changes the message. Its claim and advice replace those of the reason. If they are empty, another
     * class has its own text for the detail.
     */
    enum Detail {
        /** Granted, but the list of projects is empty. {@link Verified} adds sentences to its message. */
        NO_PROJECT_VISIBLE("", ""),

        /** Not a member: the account has never signed in to the organization. {@link Rejected.Reason} has the text. */
        NEVER_SIGNED_IN("", ""),

        /** Bad request: Azure DevOps no longer supports the API version of the request. */
        OUTDATED_REQUEST(
                "Azure DevOps no longer supports the requests that this application sends.",
                "The application needs a newer version of azure-devops-connector."),

        /**
         * Any inconclusive response: something other than Azure DevOps may have sent it. {@link Inconclusive.Reason}
         * has a cautious claim.
         */
        UNKNOWN_SENDER("", ""),

        /** Unreachable: the proxy did not open a tunnel. */
        REFUSED_BY_PROXY(
                "The proxy refused to connect to %1$s.",
                "Ask your administrator to allow this application to connect to https://%1$s."),

        /** TLS failure: the certificate comes from an authority that this application does not trust. */
        UNKNOWN_AUTHORITY(
                "The certificate for %1$s comes from an authority that this application does not trust.",
                "Ask your administrator whether a proxy inspects TLS connections. If so, this application must trust "
                        + "the certificate of the proxy."),

        /** TLS failure: the certificate has expired, or is not valid yet. */
        CERTIFICATE_OUT_OF_DATE(
                "The certificate for %1$s has expired or is not valid yet.",
                "Check the date and time of the machine that this application runs on. If they are correct, ask your "
                        + "administrator to check the certificate of the proxy."),

        /** TLS failure: the certificate is for another host. */
        CERTIFICATE_FOR_ANOTHER_HOST(
                "The server that responded has no certificate for %1$s.",
                "Check whether a proxy or a network sign-in page responds instead of %1$s."),

        /** TLS failure: the trust store is empty or cannot be read. */
        UNUSABLE_TRUST_STORE(
                "The trust store of the Java runtime is empty or cannot be read, so this application cannot "
                        + "establish a secure connection.",
                "Ask your administrator to check the trust store (javax.net.ssl.trustStore)."),

        /** TLS failure: the peers could not agree on a version and a cipher suite. */
        NO_COMMON_TLS_PARAMETERS(
                "This application has no TLS version or cipher in common with %1$s or a proxy in between.",
                "Ask your administrator to check the TLS settings of the Java runtime, or to update the runtime.");

        /** What happened. In both fields, {@code %1$s} is the host. */
        final String claim;
        /** What to do. */
        final String advice;

        Detail(String claim, String advice) {
            this.claim = claim;
            this.advice = advice;
        }
    }

    /** A Meaning, a Rejected.Reason or an Inconclusive.Reason. */
    private final Enum<?> meaning;

    private final @Nullable Detail detail;
    private final Diagnostics diagnostics;
    private final @Nullable Duration retryAfter;
    private final @Nullable Duration rateLimitReset;
    private final @Nullable AuthenticatedUser user;
    private final @Nullable UUID organizationId;

    private Finding(
            Enum<?> meaning,
            @Nullable Detail detail,
            Diagnostics diagnostics,
            @Nullable Duration retryAfter,
            @Nullable Duration rateLimitReset,
            @Nullable AuthenticatedUser user,
            @Nullable UUID organizationId) {
        this.meaning = meaning;
        this.detail = detail;
        this.diagnostics = diagnostics;
        this.retryAfter = retryAfter;
        this.rateLimitReset = rateLimitReset;
        this.user = user;
        this.organizationId = organizationId;
    }

    private static Finding of(Enum<?> meaning, @Nullable Detail detail, Diagnostics diagnostics) {
        return new Finding(meaning, detail, diagnostics, null, null, null, null);
    }

    /** Returns a finding that leads to a reason only together with other answers. */
    static Finding meaning(Meaning meaning, @Nullable Detail detail, Diagnostics diagnostics) {
        return of(meaning, detail, diagnostics);
    }

    /** Returns a finding that rejects the token or the organization. */
    static Finding rejection(Rejected.Reason reason, @Nullable Detail detail, Diagnostics diagnostics) {
        return of(reason, detail, diagnostics);
    }

    /** Returns a finding that says nothing about the token or the organization. */
    static Finding inconclusive(Inconclusive.Reason reason, @Nullable Detail detail, Diagnostics diagnostics) {
        return of(reason, detail, diagnostics);
    }

    /** Returns a copy with the waits that the answer asks for. */
    Finding withWait(@Nullable Duration retryAfter, @Nullable Duration rateLimitReset) {
        return new Finding(meaning, detail, diagnostics, retryAfter, rateLimitReset, user, organizationId);
    }

    /** Returns a copy with the user and the organization that the answer names. */
    Finding withUser(@Nullable AuthenticatedUser user, @Nullable UUID organizationId) {
        return new Finding(meaning, detail, diagnostics, retryAfter, rateLimitReset, user, organizationId);
    }

    boolean is(Meaning expected) {
        return meaning == expected;
    }

    boolean is(Rejected.Reason expected) {
        return meaning == expected;
    }

    /** Returns the reason why the token or the organization is rejected, or empty if the answer gives none. */
    Optional<Rejected.Reason> rejection() {
        return meaning instanceof Rejected.Reason ? Optional.of((Rejected.Reason) meaning) : Optional.empty();
    }

    /** Returns the inconclusive reason, or empty if the answer means something else. */
    Optional<Inconclusive.Reason> inconclusive() {
        return meaning instanceof Inconclusive.Reason ? Optional.of((Inconclusive.Reason) meaning) : Optional.empty();
    }

    @Nullable
    Detail detail() {
        return detail;
    }

    Diagnostics diagnostics() {
        return diagnostics;
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Returns the time until the rate limit resets. It is used only if the reason is {@code RATE_LIMITED}. */
    Optional<Duration> rateLimitReset() {
        return Optional.ofNullable(rateLimitReset);
    }

    /**
     * Returns the user that connection data names, or else the user that the header of the answer names. Never returns
     * the anonymous user.
     */
    Optional<AuthenticatedUser> user() {
        return Optional.ofNullable(user);
    }

    @Nullable
    UUID organizationId() {
        return organizationId;
    }

    /** Returns the name of the meaning or the reason. */
    @Override
    public String toString() {
        return meaning.name();
    }
}
