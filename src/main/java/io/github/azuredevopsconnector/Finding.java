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
        NAMED_USER(Kind.SUCCESS),
        /** Connection data of a public organization, for anybody: the token was not accepted. */
        ANONYMOUS_USER(Kind.SUCCESS),
        /** A list of projects, which may well be empty. */
        PROJECTS(Kind.SUCCESS),

        EXPIRED(Kind.TELLING_REFUSAL),
        GLOBAL_TOKEN_PROHIBITED(Kind.TELLING_REFUSAL),
        CONDITIONAL_ACCESS(Kind.TELLING_REFUSAL),
        ORGANIZATION_DEACTIVATED(Kind.TELLING_REFUSAL),
        NOT_A_MEMBER(Kind.TELLING_REFUSAL),
        PERMISSION_MISSING(Kind.TELLING_REFUSAL),

        /** Status 401. */
        UNAUTHORIZED(Kind.REFUSAL),
        /** The sign-in page, or a redirect to it, in the place of status 401. */
        SIGN_IN(Kind.REFUSAL),
        /** Status 403. */
        FORBIDDEN(Kind.REFUSAL),
        /** Status 404. */
        NOT_FOUND(Kind.REFUSAL),
        /** Status 400. */
        BAD_REQUEST(Kind.REFUSAL),

        THROTTLED(Kind.OBSTACLE),
        UNAVAILABLE(Kind.OBSTACLE),

        TIMED_OUT(Kind.NO_ANSWER),
        UNREACHABLE(Kind.NO_ANSWER),
        TLS_FAILURE(Kind.NO_ANSWER),
        PROXY_AUTHENTICATION_REQUIRED(Kind.NO_ANSWER),

        /** Anything else, whoever said it. */
        UNEXPECTED(Kind.OBSTACLE);

        private enum Kind {
            SUCCESS,
            /** It says why, in a code or a fixed phrase. */
            TELLING_REFUSAL,
            /** It does not say why. */
            REFUSAL,
            /** It says nothing about the credentials. */
            OBSTACLE,
            /** There is none of Azure DevOps, or of anybody in its place. */
            NO_ANSWER
        }

        private final Kind kind;

        Meaning(Kind kind) {
            this.kind = kind;
        }

        boolean isTellingRefusal() {
            return kind == Kind.TELLING_REFUSAL;
        }

        boolean isChallenge() {
            return this == UNAUTHORIZED || this == SIGN_IN;
        }

        boolean isNoAnswer() {
            return kind == Kind.NO_ANSWER;
        }

        /** Whether the other probe's answer could add so little that it is not worth waiting for, should it hang. */
        boolean settles() {
            return isTellingRefusal() || this == ANONYMOUS_USER;
        }
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
