package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.VerificationResult;

/** What the person sees next: an HTTP status, a sentence, and the field of the form to show it at. */
final class FormAnswer {

    final int status;
    final String field;
    final String message;

    private FormAnswer(int status, String field, String message) {
        this.status = status;
        this.field = field;
        this.message = message;
    }

    static FormAnswer to(VerificationResult result) {
        return result.match(
                verified -> new FormAnswer(200, "", verified.message()),
                rejected -> new FormAnswer(422, fieldOf(rejected.reason().concern()), rejected.message()),
                inconclusive -> new FormAnswer(503, "", inconclusive.message()));
    }

    private static String fieldOf(Rejected.Concern concern) {
        switch (concern) {
            case ORGANIZATION_URL:
                return "organizationUrl";
            case TOKEN:
                return "personalAccessToken";
            default: // either field, or neither: the message stands above the form
                return "";
        }
    }
}
