package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What connecting established: exactly one of {@link Verified}, {@link Rejected} and {@link Inconclusive}.
 *
 * <p>On <em>Verified</em>, an application stores what the connection tells. On <em>Rejected</em>, it sends the person
 * back to the form with {@link #message()}. On <em>Inconclusive</em>, nothing was learned about what was typed: it
 * keeps what it has, and tries again later.
 *
 * <pre>{@code
 * String line = result.match(
 *         verified -> "Connected as " + verified.connection().user().id(),
 *         rejected -> rejected.reason().concern() + ": " + rejected.message(),
 *         inconclusive -> inconclusive.message());
 * }</pre>
 *
 * <p>Immutable and safe for use by many threads; equal to itself alone.
 */
public abstract class VerificationResult {

    private VerificationResult() {}

    /** {@return whether this is a {@link Verified}} */
    public final boolean isVerified() {
        return this instanceof Verified;
    }

    /** {@return whether this is a {@link Rejected}} */
    public final boolean isRejected() {
        return this instanceof Rejected;
    }

    /** {@return whether this is an {@link Inconclusive}} */
    public final boolean isInconclusive() {
        return this instanceof Inconclusive;
    }

    /**
     * {@return one or two English sentences for the person at the form: what is wrong, and what to do next} They
     * contain nothing that the service said and nothing that was typed, except the name of the organization, once it
     * was read.
     */
    public abstract String message();

    /**
     * {@return what the function that fits this result returns}
     *
     * @param <T> the type of what the functions return
     * @param verified is called for a {@link Verified}
     * @param rejected is called for a {@link Rejected}
     * @param inconclusive is called for an {@link Inconclusive}
     */
    public abstract <T extends @Nullable Object> T match(
            Function<? super Verified, ? extends T> verified,
            Function<? super Rejected, ? extends T> rejected,
            Function<? super Inconclusive, ? extends T> inconclusive);

    /**
     * {@return the connection of a verified result}
     *
     * @throws VerificationException if this is not a {@link Verified}
     */
    public final AzureDevOpsConnection orElseThrow() {
        if (this instanceof Verified) {
            return ((Verified) this).connection();
        }
        throw new VerificationException(this);
    }

    static String describe(String type, Enum<?> reason, OptionalInt httpStatus, Optional<String> activityId) {
        StringBuilder description = new StringBuilder(type).append("[reason=").append(reason);
        httpStatus.ifPresent(status -> description.append(", httpStatus=").append(status));
        activityId.ifPresent(id -> description.append(", activityId=").append(id));
        return description.append(']').toString();
    }

    /** The token was accepted, for this organization and for reading projects. */
    public static final class Verified extends VerificationResult {

        private final AzureDevOpsConnection connection;

        Verified(AzureDevOpsConnection connection) {
            this.connection = connection;
        }

        /** {@return the connection, ready for use} */
        public AzureDevOpsConnection connection() {
            return connection;
        }

        @Override
        public String message() {
            return "Connected to the organization \""
                    + connection.organizationUrl().organization() + "\".";
        }

        @Override
        public <T extends @Nullable Object> T match(
                Function<? super Verified, ? extends T> verified,
                Function<? super Rejected, ? extends T> rejected,
                Function<? super Inconclusive, ? extends T> inconclusive) {
            Objects.requireNonNull(rejected);
            Objects.requireNonNull(inconclusive);
            return verified.apply(this);
        }

        @Override
        public String toString() {
            return "Verified[" + connection + "]";
        }
    }

    /**
     * The organization URL or the token is wrong, or is not allowed in. The person must change something: trying again
     * will not help.
     */
    public static final class Rejected extends VerificationResult {

        private final Reason reason;
        private final String message;
        private final OptionalInt httpStatus;
        private final Optional<String> activityId;
        private final @Nullable IllegalArgumentException cause;

        private Rejected(
                Reason reason,
                String message,
                OptionalInt httpStatus,
                Optional<String> activityId,
                @Nullable IllegalArgumentException cause) {
            this.reason = Objects.requireNonNull(reason);
            this.message = message;
            this.httpStatus = httpStatus;
            this.activityId = activityId;
            this.cause = cause;
        }

        /**
         * {@return a result such as a connector's, for tests of the application's own code} It has the reason's general
         * message, and neither status nor activity id nor cause.
         *
         * @param reason the reason of the rejection
         */
        public static Rejected of(Reason reason) {
            return new Rejected(reason, reason.message, OptionalInt.empty(), Optional.empty(), null);
        }

        static Rejected of(InvalidOrganizationUrlException cause) {
            return ofText(Reason.INVALID_ORGANIZATION_URL, cause.reason().message, cause);
        }

        static Rejected of(InvalidPersonalAccessTokenException cause) {
            return ofText(Reason.INVALID_TOKEN, cause.reason().message, cause);
        }

        private static Rejected ofText(Reason reason, String message, IllegalArgumentException cause) {
            return new Rejected(reason, message, OptionalInt.empty(), Optional.empty(), cause);
        }

        static Rejected of(
                Reason reason, RequestTemplate request, OptionalInt httpStatus, Optional<String> activityId) {
            return new Rejected(reason, message(reason, request), httpStatus, activityId, null);
        }

        private static String message(Reason reason, RequestTemplate request) {
            if (reason == Reason.ORGANIZATION_NOT_FOUND) {
                return "There is no organization \""
                        + request.organizationUrl().organization()
                        + "\" in Azure DevOps: check the organization URL, and whether the organization was renamed.";
            }
            String hint =
                    reason == Reason.TOKEN_REJECTED ? request.token().shape().hint() : "";
            if (!hint.isEmpty()) {
                return Reason.TOKEN_NOT_ACCEPTED + " " + hint;
            }
            return reason.message;
        }

        /** {@return the reason of the rejection} */
        public Reason reason() {
            return reason;
        }

        /** {@return the HTTP status of the answer that this rests on, or empty if nothing was asked} */
        public OptionalInt httpStatus() {
            return httpStatus;
        }

        /**
         * {@return the GUID by which Microsoft support finds the answer that this rests on, or empty if it had none}
         */
        public Optional<String> activityId() {
            return activityId;
        }

        /**
         * {@return the parser's exception, for {@link Reason#INVALID_ORGANIZATION_URL} and {@link
         * Reason#INVALID_TOKEN}, else empty}
         */
        public Optional<IllegalArgumentException> cause() {
            return Optional.ofNullable(cause);
        }

        @Override
        public String message() {
            return message;
        }

        @Override
        public <T extends @Nullable Object> T match(
                Function<? super Verified, ? extends T> verified,
                Function<? super Rejected, ? extends T> rejected,
                Function<? super Inconclusive, ? extends T> inconclusive) {
            Objects.requireNonNull(verified);
            Objects.requireNonNull(inconclusive);
            return rejected.apply(this);
        }

        @Override
        public String toString() {
            return describe("Rejected", reason, httpStatus, activityId);
        }

        /** Which field of the form to point at. Constants may be added in minor releases. */
        public enum Concern {
            /** The organization URL. */
            ORGANIZATION_URL,
            /** The token. */
            TOKEN,
            /** The one or the other: which, cannot be known. */
            EITHER,
            /** Neither looks mistyped: somebody has to change something in Azure DevOps. */
            ACCESS
        }

        /** Why a connection was refused. Constants may be added in minor releases. */
        public enum Reason {
            /** The text is no organization URL: nothing was sent. */
            INVALID_ORGANIZATION_URL(
                    Concern.ORGANIZATION_URL, "Enter the organization URL, as in https://dev.azure.com/contoso."),

            /** The text cannot be a token: nothing was sent. */
            INVALID_TOKEN(
                    Concern.TOKEN,
                    "Enter the personal access token alone, as Azure DevOps showed it when it was created."),

            /**
             * The token was not accepted: it is mistyped, revoked, or belongs to another organization. Azure DevOps
             * does not say which.
             */
            TOKEN_REJECTED(
                    Concern.EITHER,
                    Reason.TOKEN_NOT_ACCEPTED + " If all of that is right, create a new token for this organization: "
                            + "tokens for \"All accessible organizations\" are not accepted from December 1, 2026 on."),

            /** The token was good until it expired. */
            TOKEN_EXPIRED(
                    Concern.TOKEN,
                    "The personal access token has expired: extend it or create a new one in Azure DevOps, "
                            + "under User settings > Personal access tokens."),

            /** The token lives, but lacks the scope to read projects. */
            MISSING_SCOPE(
                    Concern.TOKEN,
                    "The personal access token is valid, but lacks a scope: edit it in Azure DevOps, and choose "
                            + "\"Read\" under \"Project and team\"."),

            /** The token lives, but its user is no member of the organization, or has no license there. */
            NOT_A_MEMBER(
                    Concern.ACCESS,
                    "The token's user has no access to this organization: check the organization name, or ask an "
                            + "administrator of the organization to add the user."),

            /** The token's user lacks a permission. */
            ACCESS_DENIED(
                    Concern.ACCESS,
                    "Azure DevOps denies access: ask an administrator of the organization whether the token's user may "
                            + "read projects, and whether access by token is allowed."),

            /** A conditional access policy, such as IP fencing, forbids the request. */
            CONDITIONAL_ACCESS(
                    Concern.ACCESS,
                    "A conditional access policy of the organization does not allow this connection: ask an "
                            + "administrator to allow it from the network address that this application uses."),

            /** The organization does not accept tokens for "All accessible organizations". */
            GLOBAL_TOKEN_PROHIBITED(
                    Concern.TOKEN,
                    "The organization does not accept tokens for \"All accessible organizations\": create a token "
                            + "for this organization alone."),

            /** There is no organization of that name: it is mistyped, was renamed, or was deleted. */
            ORGANIZATION_NOT_FOUND(
                    Concern.ORGANIZATION_URL,
                    "There is no such organization in Azure DevOps: check the organization URL, and whether the "
                            + "organization was renamed."),

            /** The organization was stopped, mostly for inactivity. */
            ORGANIZATION_DEACTIVATED(
                    Concern.ACCESS,
                    "The organization is deactivated: one of its members must sign in to it in a browser to "
                            + "activate it again.");

            private static final String TOKEN_NOT_ACCEPTED = "Azure DevOps did not accept the personal access token: "
                    + "usually it is mistyped, revoked, or was created for another organization, so check the "
                    + "organization name as well.";

            private final Concern concern;
            private final String message;

            Reason(Concern concern, String message) {
                this.concern = concern;
                this.message = message;
            }

            /** {@return which field of the form to point at} */
            public Concern concern() {
                return concern;
            }
        }
    }

    /**
     * Nothing was learned about what was typed. Never treat it as wrong: try again, after {@link #retryAfter()} if that
     * is given.
     */
    public static final class Inconclusive extends VerificationResult {

        private final Reason reason;
        private final @Nullable Duration retryAfter;
        private final OptionalInt httpStatus;
        private final Optional<String> activityId;
        private final @Nullable Throwable cause;

        Inconclusive(
                Reason reason,
                @Nullable Duration retryAfter,
                OptionalInt httpStatus,
                Optional<String> activityId,
                @Nullable Throwable cause) {
            this.reason = Objects.requireNonNull(reason);
            this.retryAfter = retryAfter;
            this.httpStatus = httpStatus;
            this.activityId = activityId;
            this.cause = cause;
        }

        /**
         * {@return a result such as a connector's, for tests of the application's own code} It has the reason alone.
         *
         * @param reason the reason why nothing was learned
         */
        public static Inconclusive of(Reason reason) {
            return new Inconclusive(reason, null, OptionalInt.empty(), Optional.empty(), null);
        }

        /**
         * {@return a result such as a connector's, for tests of the application's own code} It has reason and wait
         * alone.
         *
         * @param reason the reason why nothing was learned
         * @param retryAfter counts as a day if it is longer
         * @throws IllegalArgumentException if the time to wait is negative
         */
        public static Inconclusive of(Reason reason, Duration retryAfter) {
            if (retryAfter.isNegative()) {
                throw new IllegalArgumentException("the time to wait must not be negative");
            }
            Duration day = Duration.ofDays(1);
            return new Inconclusive(
                    reason,
                    retryAfter.compareTo(day) > 0 ? day : retryAfter,
                    OptionalInt.empty(),
                    Optional.empty(),
                    null);
        }

        /** {@return the reason why nothing was learned} */
        public Reason reason() {
            return reason;
        }

        /** {@return how long the service asks to wait, a day at most, or empty if it did not say} */
        public Optional<Duration> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }

        /** {@return the HTTP status of the answer that this rests on, or empty if there was no answer} */
        public OptionalInt httpStatus() {
            return httpStatus;
        }

        /**
         * {@return the GUID by which Microsoft support finds the answer that this rests on, or empty if it had none}
         */
        public Optional<String> activityId() {
            return activityId;
        }

        /**
         * {@return what failed, if there is no answer or none that can be read; else empty} Fit for a log: it names the
         * classes of the failure's chain, since the messages of the JDK quote what was sent and received.
         */
        public Optional<Throwable> cause() {
            return Optional.ofNullable(cause);
        }

        @Override
        public String message() {
            return reason.message;
        }

        @Override
        public <T extends @Nullable Object> T match(
                Function<? super Verified, ? extends T> verified,
                Function<? super Rejected, ? extends T> rejected,
                Function<? super Inconclusive, ? extends T> inconclusive) {
            Objects.requireNonNull(verified);
            Objects.requireNonNull(rejected);
            return inconclusive.apply(this);
        }

        @Override
        public String toString() {
            return describe("Inconclusive", reason, httpStatus, activityId);
        }

        /** Why nothing was learned. Constants may be added in minor releases. */
        public enum Reason {
            /** The service answers with status 429. */
            RATE_LIMITED("Azure DevOps is refusing further requests for the moment. Nothing is known to be wrong with "
                    + "what you entered: try again a little later."),

            /** The service answers with a status of 500 or more, or says that it is offline. */
            SERVICE_UNAVAILABLE("Azure DevOps is not available at the moment. Nothing is known to be wrong with what "
                    + "you entered: try again in a few minutes."),

            /** There was no complete answer in time. */
            TIMED_OUT("Azure DevOps did not answer in time. Nothing is known to be wrong with what you entered: try "
                    + "again, and if it happens again, check the network and the proxy."),

            /**
             * There was no connection, or it was cut: name resolution, the network, a firewall, a proxy, or an executor
             * that refused to serve the client.
             */
            UNREACHABLE("Azure DevOps could not be reached. Nothing is known to be wrong with what you entered: check "
                    + "that this application may connect to https://dev.azure.com, and try again."),

            /**
             * There was no secure connection: mostly a proxy that inspects TLS, and whose certificate is not trusted.
             */
            TLS_FAILURE(
                    "No secure connection to Azure DevOps could be made. Nothing is known to be wrong with what you "
                            + "entered: ask your administrator whether a proxy inspects connections, and to make this "
                            + "application trust its certificate."),

            /** The proxy asks for credentials (status 407). */
            PROXY_AUTHENTICATION_REQUIRED(
                    "The proxy in front of Azure DevOps asks for credentials. Nothing is known to "
                            + "be wrong with what you entered: ask your administrator to let this application "
                            + "through."),

            /** The answer is none that Azure DevOps is known to give: perhaps a sign-in page of a proxy or network. */
            UNEXPECTED_RESPONSE("Azure DevOps, or something in between, gave an answer that this application does not "
                    + "understand. Nothing is known to be wrong with what you entered: check whether a proxy or "
                    + "network sign-in page is in the way, and try again."),

            /** The thread was interrupted. */
            INTERRUPTED("Connecting was interrupted before Azure DevOps answered. Nothing is known to be wrong with "
                    + "what you entered: try again.");

            private final String message;

            Reason(String message) {
                this.message = message;
            }
        }
    }
}
