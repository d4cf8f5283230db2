package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one answer says, taken by itself. */
final class Finding {

    /** The kinds of answers that can lead to different verdicts. */
    enum Meaning {
        /** Connection data that name the user whom the token belongs to. */
        NAMED_USER,
        /** Connection data of a public organization, for anybody: the token was not accepted. */
        ANONYMOUS_USER,
        /** A list of projects, which may well be empty. */
        PROJECTS,

        // Refusals that say why, in a code or a fixed phrase.
        EXPIRED,
        GLOBAL_TOKEN_PROHIBITED,
        CONDITIONAL_ACCESS,
        ORGANIZATION_DEACTIVATED,
        NOT_A_MEMBER,
        PERMISSION_MISSING,

        // Refusals that do not.
        /** Status 401. */
        UNAUTHORIZED,
        /** The sign-in page, or a redirect to it, in the place of status 401. */
        SIGN_IN,
        /** Status 403. */
        FORBIDDEN,
        /** Status 404. */
        NOT_FOUND,
        /** Status 400. */
        BAD_REQUEST,

        // What says nothing about the credentials.
        THROTTLED,
        UNAVAILABLE,

        // No answer of Azure DevOps, or of anybody who stands in for it.
        TIMED_OUT,
        UNREACHABLE,
        TLS_FAILURE,
        PROXY_AUTHENTICATION_REQUIRED,

        /** Anything else, whoever said it. */
        UNEXPECTED
    }

    private final Meaning meaning;
    private final boolean marked;
    private final int httpStatus;
    private final @Nullable String activityId;
    private final @Nullable Duration retryAfter;
    private final @Nullable AuthenticatedUser user;
    private final @Nullable UUID organizationId;
    private final @Nullable Throwable cause;

    private Finding(
            Meaning meaning,
            boolean marked,
            int httpStatus,
            @Nullable String activityId,
            @Nullable Duration retryAfter,
            @Nullable AuthenticatedUser user,
            @Nullable UUID organizationId,
            @Nullable Throwable cause) {
        this.meaning = meaning;
        this.marked = marked;
        this.httpStatus = httpStatus;
        this.activityId = activityId;
        this.retryAfter = retryAfter;
        this.user = user;
        this.organizationId = organizationId;
        this.cause = cause;
    }

    /** A finding about an exchange that ended without a response. */
    static Finding ofFailure(Meaning meaning, Throwable cause) {
        return new Finding(meaning, false, 0, null, null, null, null, cause);
    }

    /** A finding about a response. */
    static Finding ofResponse(
            Meaning meaning,
            boolean marked,
            int httpStatus,
            @Nullable String activityId,
            @Nullable Duration retryAfter) {
        return new Finding(meaning, marked, httpStatus, activityId, retryAfter, null, null, null);
    }

    /** This finding, and whom the response names. */
    Finding naming(@Nullable AuthenticatedUser user, @Nullable UUID organizationId) {
        return new Finding(meaning, marked, httpStatus, activityId, retryAfter, user, organizationId, cause);
    }

    Meaning meaning() {
        return meaning;
    }

    boolean is(Meaning expected) {
        return meaning == expected;
    }

    /** Whether the response bears a mark of Azure DevOps, so that it is no page that some proxy made up. */
    boolean marked() {
        return marked;
    }

    OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    Optional<String> activityId() {
        return Optional.ofNullable(activityId);
    }

    Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The user that connection data name, or that a header names beside projects. Never the anonymous one. */
    Optional<AuthenticatedUser> user() {
        return Optional.ofNullable(user);
    }

    Optional<UUID> organizationId() {
        return Optional.ofNullable(organizationId);
    }

    /** Why there is no response, in words fit for a log. */
    Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }
}
