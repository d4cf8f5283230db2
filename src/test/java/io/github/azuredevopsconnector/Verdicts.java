package io.github.azuredevopsconnector;

/** Converts a result to a word for the rows of a table. */
final class Verdicts {

    private Verdicts() {}

    /** Returns {@code VERIFIED} or the name of the reason. */
    static String verdictOf(VerificationResult result) {
        return result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
    }
}
