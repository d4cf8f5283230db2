package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies the shape of each token, and the hint for each shape. */
class TokenShapeTest {

    private static final String OLDER = "a".repeat(26) + "z27".repeat(8) + "xy";
    private static final String CURRENT = "aZ9".repeat(25) + "b" + "AZ" + "DO" + "x0Yz";

    static Stream<String> known() {
        return Stream.of(OLDER, CURRENT);
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
    void theCurrentShapeHas84LettersAndDigitsWithASignature() {
        assertThat(CURRENT).hasSize(84);
        for (char inside : "azAZ09".toCharArray()) {
            assertThat(TokenShape.isKnown(CURRENT.replace('x', inside))).isTrue();
        }
        for (char outside : "/:@[`{-".toCharArray()) {
            assertThat(TokenShape.isKnown(CURRENT.replace('x', outside))).isFalse();
        }
        assertThat(TokenShape.isKnown(CURRENT.replace("DO", "DX"))).isFalse();
        assertThat(TokenShape.isKnown(CURRENT.substring(1))).isFalse();
        assertThat(TokenShape.isKnown(CURRENT + "a")).isFalse();
    }

    /** Public reports: MicrosoftDocs/azure-devops-docs#9511, #9544, #9262, #2612, #11420, yarnpkg/berry#316. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                ":%s",
                "pat:%s",
                "jane@contoso.example:%s",
                "J\u00E4ne:%s",
                "a:b:%s",
                ":%s\n",
                "%s\r\n",
                " %s "
            })
    void aTokenIsRecognizedInItsUsualBase64Forms(String credentials) {
        known().forEach(token -> {
            byte[] bytes = String.format(credentials, token).getBytes(ISO_8859_1);
            String encoded = Base64.getEncoder().encodeToString(bytes);

            assertThat(TokenShape.of(encoded)).isEqualTo(TokenShape.ENCODED);
            assertThat(TokenShape.of(encoded.replace("=", ""))).isEqualTo(TokenShape.ENCODED);
            assertThat(TokenShape.of(encoded + '=')).isEqualTo(TokenShape.ENCODED);
            assertThat(TokenShape.of(encoded + "===")).isEqualTo(TokenShape.ENCODED);
            assertThat(TokenShape.of(Base64.getUrlEncoder().encodeToString(bytes)))
                    .isEqualTo(TokenShape.ENCODED);
            assertThat(TokenShape.of(Base64.getEncoder()
                            .encodeToString(String.format(credentials, token).getBytes(UTF_16LE))))
                    .isEqualTo(TokenShape.ENCODED);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "user:abcdefghijklmnopqrst, ENCODED",
        ":ABCDEFGHIJKLMNOPQRST, ENCODED",
        "user:abcdefghijklmnopqrs, INCOMPLETE",
        "abcdefghijklmnopqrstuvwxyz, INCOMPLETE",
        "user:, INCOMPLETE",
        ":, INCOMPLETE",
        "'{\"alg\":\"RS256\"}', INCOMPLETE",
    })
    void base64OfAnUnknownTokenIsRecognizedByItsColon(String decoded, TokenShape shape) {
        assertThat(TokenShape.of(Base64.getEncoder().encodeToString(decoded.getBytes(ISO_8859_1))))
                .isEqualTo(shape);
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
                "$(%s)",
                "a-%s",
                "a%s",
                "%sa",
                "%1$s,%1$s"
            })
    void aKnownTokenWithSomethingAroundItIsRecognized(String format) {
        known().forEach(token ->
                assertThat(TokenShape.of(String.format(format, token))).isEqualTo(TokenShape.SURROUNDED));
    }

    @Test
    void aTokenThatWasPastedTwiceIsRecognized() {
        known().forEach(token -> assertThat(TokenShape.of(token + token)).isEqualTo(TokenShape.TWICE));
        assertThat(TokenShape.of(CURRENT + OLDER)).isEqualTo(TokenShape.SURROUNDED);
        assertThat(TokenShape.of("secret" + "secret")).isEqualTo(TokenShape.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "$(PAT), VARIABLE",
        "$(AzureDevOps.Pat), VARIABLE",
        "${PAT}, VARIABLE",
        "${{secrets.PAT}}, VARIABLE",
        "$PAT, VARIABLE",
        "$env:PAT, VARIABLE",
        "%PAT%, VARIABLE",
        "__PAT__, VARIABLE",
        "{{pat}}, VARIABLE",
        "#{PAT}#, VARIABLE",
        "#{PAT}, VARIABLE",
        "$(), INCOMPLETE",
        "$5, INCOMPLETE",
        "PAT, INCOMPLETE",
        "{PAT}, INCOMPLETE",
        "_PAT_, INCOMPLETE",
        "100%, INCOMPLETE",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789, GITHUB_TOKEN",
        "gho_a, GITHUB_TOKEN",
        "ghu_a, GITHUB_TOKEN",
        "ghs_a, GITHUB_TOKEN",
        "ghr_a, GITHUB_TOKEN",
        "github_pat_11ABCDEFG_abc, GITHUB_TOKEN",
        "ghx_a, INCOMPLETE",
        "github_a, INCOMPLETE",
        "glpat-abcdefghijklmnopqrst, GITLAB_TOKEN",
        "gldt-a, GITLAB_TOKEN",
        "glrt-a, GITLAB_TOKEN",
        "glptt-a, GITLAB_TOKEN",
        "glass-a, INCOMPLETE",
        "***, MASKED",
        "********abcd, MASKED",
        "a*********, MASKED",
        "a**b, INCOMPLETE",
        "x, INCOMPLETE",
        "-----------------------------------------------------------------------------------, INCOMPLETE",
        "------------------------------------------------------------------------------------, OTHER",
    })
    void theShapeNamesTheMistake(String token, TokenShape shape) {
        assertThat(TokenShape.of(token)).isEqualTo(shape);
    }

    @Test
    void aTruncatedTokenIsIncomplete() {
        assertThat(TokenShape.of(OLDER.substring(1))).isEqualTo(TokenShape.INCOMPLETE);
        assertThat(TokenShape.of(CURRENT.substring(1))).isEqualTo(TokenShape.INCOMPLETE);
        assertThat(TokenShape.of(CURRENT.replace("DO", "DX"))).isEqualTo(TokenShape.OTHER);
    }

    @Test
    void aTokenIsFoundAnywhereInOtherInput() {
        known().flatMap(token -> Stream.of(
                        token,
                        Base64.getEncoder().encodeToString((':' + token).getBytes(ISO_8859_1)),
                        Base64.getEncoder().encodeToString(token.getBytes(UTF_16LE)),
                        jsonWebToken("{\"alg\":\"RS256\"}")))
                .forEach(token -> {
                    assertThat(TokenShape.isIn(token)).isTrue();
                    assertThat(TokenShape.isIn("https://dev.azure.com/contoso/" + token + "/a"))
                            .isTrue();
                    assertThat(TokenShape.isIn("pat%3D" + token + "&x")).isTrue();
                });
        assertThat(TokenShape.isIn(OLDER.substring(1))).isFalse();
        assertThat(TokenShape.isIn(CURRENT.substring(1))).isFalse();
        assertThat(TokenShape.isIn("eyJ.eyJ.eyJ")).isFalse();
        assertThat(TokenShape.isIn("A".repeat(84))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"alg\":\"RS256\"}', true",
        "{}, true",
        "'{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"\u00FF\u00FE?~\"}\n', true",
        "'{\"alg\"', false",
        "'\"alg\"}', false",
        "[], false",
    })
    void aJsonWebTokenBeginsWithAnEncodedJsonObject(String header, boolean expected) {
        String token = jsonWebToken(header);

        assertThat(TokenShape.isJsonWebToken(token)).isEqualTo(expected);
        assertThat(TokenShape.isJsonWebToken(token + ".x")).isFalse();
        assertThat(TokenShape.isJsonWebToken(token.substring(0, token.lastIndexOf('.'))))
                .isFalse();
        assertThat(TokenShape.isJsonWebToken("x" + token)).isFalse();
    }

    private static String jsonWebToken(String header) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(ISO_8859_1)) + ".eyJhdWQiOiI0OTliODRhYyJ9." + "s-_g".repeat(64);
    }

    @ParameterizedTest
    @CsvSource({
        "KNOWN, ''",
        "TWICE, You pasted the token twice",
        "SURROUNDED, before or after the token",
        "ENCODED, Base64",
        "VARIABLE, the name of a variable",
        "GITHUB_TOKEN, a GitHub token",
        "GITLAB_TOKEN, a GitLab token",
        "MASKED, asterisks",
        "INCOMPLETE, does not look complete",
        "OTHER, ''",
    })
    void theHintNamesTheMistake(TokenShape shape, String words) {
        assertThat(shape.hint()).contains(words);
        assertThat(shape.hint().isEmpty()).isEqualTo(words.isEmpty());
    }
}
