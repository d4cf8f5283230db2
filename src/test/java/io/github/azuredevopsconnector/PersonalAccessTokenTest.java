package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which texts are tokens, and which header a token makes. */
@Tag("unusual-environment")
class PersonalAccessTokenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                " secret",
                "secret\r\n",
                "\tsecret ",
                "\u200Bsecret\uFEFF",
                "\u00A0secret\u3000",
                "\u2060secret\u2029",
                "\"secret\"",
                "'secret'",
                "`secret`",
                "<secret>",
                "\u201Csecret\u201D",
                " \"secret\n\"\t"
            })
    void invisibleCharactersAndMarksAroundATokenAreTrimmed(String text) {
        assertThat(PersonalAccessToken.of(text).reveal()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "!",
                "~",
                "a:b",
                "Basic",
                "bearer",
                "Basic:abc",
                "Basically",
                "eyJhbGciOi.J9.x",
                "==",
                "https",
                "https:/",
                "dev.azure.com",
                "contoso",
                "\"secret",
                "secret'",
                ":secret",
                "user@contoso.example:secret",
                "TOKEN=secret",
                "****"
            })
    void aTokenOfAnUnknownShapeIsAccepted(String text) {
        assertThat(PersonalAccessToken.of(text).reveal()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "' \t\r\n', EMPTY",
        "a b, ILLEGAL_CHARACTER",
        "'a\tb', ILLEGAL_CHARACTER",
        "'a\nb', ILLEGAL_CHARACTER",
        "'a\u0000', ILLEGAL_CHARACTER",
        "'\u0001a', ILLEGAL_CHARACTER",
        "a\u007F, ILLEGAL_CHARACTER",
        "ä, ILLEGAL_CHARACTER",
        "a\u200Bb, ILLEGAL_CHARACTER",
        "\uD83D\uDE00, ILLEGAL_CHARACTER",
        "Basic OnNlY3JldA==, AUTHORIZATION_SCHEME_INCLUDED",
        "' BASIC  OnNlY3JldA==', AUTHORIZATION_SCHEME_INCLUDED",
        "bEARER secret, AUTHORIZATION_SCHEME_INCLUDED",
        "'Bearer\tsecret', AUTHORIZATION_SCHEME_INCLUDED",
        "Authorization: Basic x, ILLEGAL_CHARACTER",
        "Basicx secret, ILLEGAL_CHARACTER",
        "Ba\u017Fic, ILLEGAL_CHARACTER",
        "'\"\"', EMPTY",
        "'\" \"', EMPTY",
        "'\"Basic secret\"', AUTHORIZATION_SCHEME_INCLUDED",
        "Bearer https://dev.azure.com/contoso, AUTHORIZATION_SCHEME_INCLUDED",
        "https://dev.azure.com/contoso, LOOKS_LIKE_URL",
        "' <contoso.visualstudio.com>', LOOKS_LIKE_URL",
        "dev.azure.com/contoso, LOOKS_LIKE_URL",
        "contoso@dev.azure.com/contoso/_git/r, LOOKS_LIKE_URL",
        "https://, LOOKS_LIKE_URL",
        "http://, LOOKS_LIKE_URL",
        "HTTPS://github.com/contoso, LOOKS_LIKE_URL",
        "hTTp://tfs.contoso.example:8080/tfs, LOOKS_LIKE_URL",
        "https://user:secret@dev.azure.com/contoso, LOOKS_LIKE_URL",
        "'https://dev.azure.com/con toso', LOOKS_LIKE_URL",
    })
    void textThatCannotBeATokenIsRefused(String text, Reason reason) {
        assertThat(refusalOf(text).reason()).isEqualTo(reason);
    }

    @Test
    void aTokenMayHave4096Characters() {
        String longest = "a".repeat(4_096);

        assertThat(PersonalAccessToken.of(" " + longest + " ").reveal()).isEqualTo(longest);
        assertThat(refusalOf(longest + "a").reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(refusalOf(longest + "\u0000").reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(refusalOf("basic " + longest).reason()).isEqualTo(Reason.AUTHORIZATION_SCHEME_INCLUDED);
        assertThat(refusalOf("https://" + longest).reason()).isEqualTo(Reason.LOOKS_LIKE_URL);
    }

    @Test
    void aMicrosoftEntraTokenIsAcceptedAndRecognized() {
        String token = "eyJhbGciOi." + "x".repeat(2_400) + ".x-_x";

        assertThat(PersonalAccessToken.of(token).reveal()).isEqualTo(token);
        assertThat(PersonalAccessToken.of(token).shape()).isEqualTo(TokenShape.ENTRA_TOKEN);
    }

    @Test
    void theHeaderIsWhatCurlSendsForAnEmptyUserName() {
        // curl -v -u :s3cr3t~token
        assertThat(PersonalAccessToken.of("s3cr3t~token").authorizationHeader())
                .isEqualTo("Basic OnMzY3IzdH50b2tlbg==");
        assertThat(PersonalAccessToken.of("a".repeat(4_096)).authorizationHeader())
                .doesNotContain("\n", "\r");
    }

    @Test
    void tokensAreEqualByValue() {
        PersonalAccessToken token = PersonalAccessToken.of("secret");

        assertThat(PersonalAccessToken.of(" secret ")).isEqualTo(token).hasSameHashCodeAs(token);
        assertThat(PersonalAccessToken.of("Secret")).isNotEqualTo(token).doesNotHaveSameHashCodeAs(token);
        assertThat(PersonalAccessToken.of("secret1")).isNotEqualTo(token);
        assertThat(token).isNotEqualTo("secret");
    }

    @Test
    void toStringDoesNotShowTheToken() {
        assertThat(PersonalAccessToken.of("secret")).hasToString("PersonalAccessToken[redacted]");
    }

    private static InvalidPersonalAccessTokenException refusalOf(String text) {
        return catchThrowableOfType(InvalidPersonalAccessTokenException.class, () -> PersonalAccessToken.of(text));
    }
}
