package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which shape of token a text has, and the hint for each shape. */
class TokenShapeTest {

    private static final String OLDER = "a".repeat(26) + "z27".repeat(8) + "xy";
    private static final String PRESENT = "aZ9".repeat(25) + "b" + "AZ" + "DO" + "x0Yz";

    static Stream<String> known() {
        return Stream.of(OLDER, PRESENT);
    }

    @ParameterizedTest
    @MethodSource("known")
    void tokensOfBothKnownShapesAreRecognized(String token) {
        assertThat(TokenShape.of(token)).isEqualTo(TokenShape.KNOWN);
    }

    @Test
    void theOlderShapeHas52CharactersOfTheBase32Alphabet() {
        assertThat(OLDER).hasSize(52);
        for (char outside : "A189`{-=".toCharArray()) {
            assertThat(TokenShape.isKnown(OLDER.replace('x', outside))).isFalse();
        }
        assertThat(TokenShape.isKnown(OLDER.substring(1))).isFalse();
        assertThat(TokenShape.isKnown(OLDER + "a")).isFalse();
    }

    @Test
    void thePresentShapeHas84LettersAndDigitsWithASignature() {
        assertThat(PRESENT).hasSize(84);
        for (char inside : "azAZ09".toCharArray()) {
            assertThat(TokenShape.isKnown(PRESENT.replace('x', inside))).isTrue();
        }
        for (char outside : "/:@[`{-".toCharArray()) {
            assertThat(TokenShape.isKnown(PRESENT.replace('x', outside))).isFalse();
        }
        assertThat(TokenShape.isKnown(PRESENT.replace("DO", "DX"))).isFalse();
        assertThat(TokenShape.isKnown(PRESENT.substring(1))).isFalse();
        assertThat(TokenShape.isKnown(PRESENT + "a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jane@contoso.example:%s", ":%s", "pat:%s", "J\u00E4ne:%s", "a:b:%s"})
    void theBase64FormOfUserAndTokenIsRecognized(String credentials) {
        known().forEach(token -> {
            byte[] octets = String.format(credentials, token).getBytes(ISO_8859_1);

            assertThat(TokenShape.of(Base64.getEncoder().encodeToString(octets)))
                    .isEqualTo(TokenShape.ENCODED);
            assertThat(TokenShape.of(Base64.getEncoder().withoutPadding().encodeToString(octets)))
                    .isEqualTo(TokenShape.ENCODED);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "user:", ":", "{\"alg\":\"RS256\"}"})
    void otherBase64IsNotTakenForCredentials(String text) {
        assertThat(TokenShape.of(Base64.getEncoder().encodeToString(text.getBytes(ISO_8859_1))))
                .isEqualTo(TokenShape.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":%s",
                "jane@contoso.example:%s",
                "AZURE_TOKEN=%s",
                "\"%s",
                "%s,",
                "%s:",
                "(%s)",
                "token:%s/",
                "***%s***",
                "a-%s"
            })
    void textAroundAKnownTokenIsRecognized(String text) {
        known().forEach(token ->
                assertThat(TokenShape.of(String.format(text, token))).isEqualTo(TokenShape.SURROUNDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJhbGciOi.J9.x", "eyJ..", "eyJ0.eyJ1.s-_g"})
    void aJsonWebTokenIsAnEntraToken(String token) {
        assertThat(TokenShape.of(token)).isEqualTo(TokenShape.ENTRA_TOKEN);
        assertThat(TokenShape.of(token + "a".repeat(1_500))).isEqualTo(TokenShape.ENTRA_TOKEN);
        assertThat(TokenShape.of(token + "." + PRESENT)).isNotEqualTo(TokenShape.ENTRA_TOKEN);
        assertThat(TokenShape.of("x" + token)).isNotEqualTo(TokenShape.ENTRA_TOKEN);
    }

    @Test
    void aPieceOfAJsonWebTokenMayLookLikeAToken() {
        assertThat(TokenShape.of("eyJ." + PRESENT + ".x")).isEqualTo(TokenShape.ENTRA_TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"***", "************", "********abcd", "a*********"})
    void asterisksInARowAreRecognizedAsAMaskedToken(String token) {
        assertThat(TokenShape.of(token)).isEqualTo(TokenShape.MASKED);
        assertThat(TokenShape.of(token + "*".repeat(84))).isEqualTo(TokenShape.MASKED);
    }

    @Test
    void textThatIsShorterThanATokenIsIncomplete() {
        assertThat(TokenShape.of("x")).isEqualTo(TokenShape.INCOMPLETE);
        assertThat(TokenShape.of("a**b")).isEqualTo(TokenShape.INCOMPLETE);
        assertThat(TokenShape.of(OLDER.substring(1))).isEqualTo(TokenShape.INCOMPLETE);
        assertThat(TokenShape.of(PRESENT.substring(1))).isEqualTo(TokenShape.INCOMPLETE);
    }

    @Test
    void otherTextsHaveNoKnownShape() {
        assertThat(TokenShape.of(PRESENT.replace("DO", "DX"))).isEqualTo(TokenShape.OTHER);
        assertThat(TokenShape.of(PRESENT + "a")).isEqualTo(TokenShape.OTHER);
        assertThat(TokenShape.of("-".repeat(84))).isEqualTo(TokenShape.OTHER);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"KNOWN", "OTHER"})
    void everyMistakeHasAHintOfOneSentence(TokenShape shape) {
        assertThat(shape.hint()).matches("[A-Z][A-Za-z0-9 ,:]+\\.");
    }

    @Test
    void aHintNamesTheMistake() {
        assertThat(TokenShape.ENTRA_TOKEN.hint()).contains("This is a Microsoft Entra token", "personal access token");
        assertThat(TokenShape.ENCODED.hint()).contains("Base64");
        assertThat(TokenShape.SURROUNDED.hint()).contains("before or after the token");
        assertThat(TokenShape.MASKED.hint()).contains("asterisks");
        assertThat(TokenShape.INCOMPLETE.hint()).contains("does not look complete");
    }

    @Test
    void aTextWithoutAKnownMistakeHasNoHint() {
        assertThat(TokenShape.KNOWN.hint()).isEmpty();
        assertThat(TokenShape.OTHER.hint()).isEmpty();
    }
}
