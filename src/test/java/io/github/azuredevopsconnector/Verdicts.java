package io.github.azuredevopsconnector;

import org.jspecify.annotations.Nullable;

/** Converts results to values that fit the rows of a table. */
final class Verdicts {

    private Verdicts() {}

    /** Returns {@code VERIFIED} or the name of the reason. */
    static String verdictOf(VerificationResult result) {
        return result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
    }

    /** Returns the status of the answer on which the result is based. */
    static @Nullable Integer statusOf(VerificationResult result) {
        int status = result.match(
                verified -> 0,
                rejected -> rejected.httpStatus().orElse(0),
                inconclusive -> inconclusive.httpStatus().orElse(0));
        return status == 0 ? null : status;
    }
}
