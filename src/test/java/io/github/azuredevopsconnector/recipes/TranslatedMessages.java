package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.VerificationResult;
import java.util.ResourceBundle;

/** Messages in the person's own language, by reason; in English for a reason that is not translated. */
final class TranslatedMessages {

    private final ResourceBundle translations;

    TranslatedMessages(ResourceBundle translations) {
        this.translations = translations;
    }

    /** Reasons may be added in minor releases: so the library's own message stands in for a missing translation. */
    String messageOf(VerificationResult result) {
        String key = result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
        return translations.containsKey(key) ? translations.getString(key) : result.message();
    }
}
