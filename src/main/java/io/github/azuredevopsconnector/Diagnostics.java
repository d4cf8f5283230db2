package io.github.azuredevopsconnector;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a log or Microsoft support needs to know about an answer: its status and activity ID, and why it is missing or
 * unreadable.
 */
final class Diagnostics {

    /** No answer and no failure. */
    static final Diagnostics NONE = new Diagnostics(0, null, null);

    private final int httpStatus;
    private final @Nullable String activityId;
    private final @Nullable Throwable cause;

    private Diagnostics(int httpStatus, @Nullable String activityId, @Nullable Throwable cause) {
        this.httpStatus = httpStatus;
        this.activityId = activityId;
        this.cause = cause;
    }

    static Diagnostics ofAnswer(int httpStatus, @Nullable String activityId) {
        return new Diagnostics(httpStatus, activityId, null);
    }

    static Diagnostics ofFailure(Throwable cause) {
        return new Diagnostics(0, null, cause);
    }

    /** Returns these diagnostics with the reason why the answer could not be read. */
    Diagnostics withCause(Throwable unreadable) {
        return new Diagnostics(httpStatus, activityId, unreadable);
    }

    OptionalInt httpStatus() {
        return httpStatus == 0 ? OptionalInt.empty() : OptionalInt.of(httpStatus);
    }

    Optional<String> activityId() {
        return Optional.ofNullable(activityId);
    }

    /** Returns why there is no answer, or why it cannot be read. Safe to log. */
    Optional<Throwable> cause() {
        return Optional.ofNullable(cause);
    }
}
