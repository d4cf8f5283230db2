package io.github.azuredevopsconnector;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a refusal or an obstacle rests on: the status and the support id of an answer, or a failure. */
final class Basis {

    /** No answer and no failure. */
    static final Basis NONE = new Basis(0, null, null);

    private final int httpStatus;
    private final @Nullable String activityId;
    private final @Nullable Throwable cause;

    private Basis(int httpStatus, @Nullable String activityId, @Nullable Throwable cause) {
        this.httpStatus = httpStatus;
        this.activityId = activityId;
        this.cause = cause;
    }

    static Basis ofAnswer(int httpStatus, @Nullable String activityId) {
        return new Basis(httpStatus, activityId, null);
    }

    static Basis ofFailure(Throwable cause) {
        return new Basis(0, null, cause);
    }

    /** Returns this basis, with the reason why its answer could not be read. */
    Basis withCause(Throwable unreadable) {
        return new Basis(httpStatus, activityId, unreadable);
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

    /** Returns the description of a result that rests on this. */
    String describe(String type, Enum<?> reason) {
        StringBuilder description = new StringBuilder(type).append("[reason=").append(reason);
        httpStatus().ifPresent(status -> description.append(", httpStatus=").append(status));
        activityId().ifPresent(id -> description.append(", activityId=").append(id));
        return description.append(']').toString();
    }
}
