package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.VerificationResult;
import java.util.ResourceBundle;

/** Translates messages by their reason. */
final class TranslatedMessages {

    private final ResourceBundle translations;

    TranslatedMessages(ResourceBundle translations) {
        this.translations = translations;
    }

    /** Returns the library's English message if there is no translation, because minor releases may add reasons. */
    String messageOf(VerificationResult result) {
        String key = result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
        return translations.containsKey(key) ? translations.getString(key) : result.message();
    }
}
