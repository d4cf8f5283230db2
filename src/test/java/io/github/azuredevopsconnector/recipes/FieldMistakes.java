package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException;
import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads both fields of a form before anything is sent. */
final class FieldMistakes {

    /** Reasons for which the text may be, or contain, a secret. */
    private static final Set<Reason> SECRET =
            Set.of(Reason.LOOKS_LIKE_TOKEN, Reason.CONTAINS_CREDENTIALS, Reason.TOO_LONG);

    private FieldMistakes() {}

    /** Returns a message for each field whose text is wrong. If there is no message, connect. */
    static Map<String, String> in(String organizationUrl, String personalAccessToken) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        try {
            OrganizationUrl.parse(organizationUrl);
        } catch (InvalidOrganizationUrlException e) {
            mistakes.put("organizationUrl", e.getMessage());
        }
        try {
            PersonalAccessToken.of(personalAccessToken);
        } catch (InvalidPersonalAccessTokenException e) {
            mistakes.put("personalAccessToken", e.getMessage());
        }
        return mistakes;
    }

    /** Returns the text to show again in the field of the URL. Escape it like any text that a person typed. */
    static String shownAgain(String organizationUrl, String personalAccessToken) {
        String token = personalAccessToken.trim();
        if (!token.isEmpty() && organizationUrl.contains(token)) {
            return "";
        }
        try {
            OrganizationUrl.parse(organizationUrl);
            return organizationUrl;
        } catch (InvalidOrganizationUrlException e) {
            return SECRET.contains(e.reason()) ? "" : organizationUrl;
        }
    }
}
