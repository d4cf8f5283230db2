package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.VerificationResult;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** Tests the recipe {@link TranslatedMessages}. */
class TranslatedMessagesTest {

    private final TranslatedMessages messages = new TranslatedMessages(
            ResourceBundle.getBundle("io.github.azuredevopsconnector.recipes.messages", Locale.GERMAN));

    @Test
    void aReasonHasAMessageInTheUsersLanguage() {
        assertThat(messages.messageOf(Rejected.of(Rejected.Reason.TOKEN_EXPIRED)))
                .isEqualTo("Das Zugriffstoken ist abgelaufen: bitte erstellen Sie ein neues in Azure DevOps.");
        assertThat(messages.messageOf(Inconclusive.of(Inconclusive.Reason.TIMED_OUT)))
                .startsWith("Azure DevOps hat nicht rechtzeitig geantwortet");
    }

    @Test
    void aReasonWithoutATranslationHasAnEnglishMessage() {
        VerificationResult untranslated = Rejected.of(Rejected.Reason.NOT_A_MEMBER);

        assertThat(messages.messageOf(untranslated)).isEqualTo(untranslated.message());
    }
}
