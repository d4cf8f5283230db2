package consumer.outcome;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.Verified;

/** Compiles only if the compiler knows that a result has one of three types. */
public final class Outcome {

    private Outcome() {}

    /** Describes the result in a line. */
    public static String of(VerificationResult result) {
        return switch (result) {
            case Verified verified ->
                "connected as " + verified.connection().user().displayName();
            case Rejected rejected -> "rejected: " + rejected.reason();
            case Inconclusive inconclusive -> "not known: " + inconclusive.reason();
        };
    }
}
