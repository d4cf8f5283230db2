package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which input is a token, and the header for a token. */
@Tag("unusual-environment")
class PersonalAccessTokenTest {

    @ParameterizedTest
    @ValueSource(strings = {"secret", "\u200Bsecret\r\n", " \"secret\n\"\t"})
    void invisibleCharactersAndMarksAroundATokenAreTrimmed(String input) {
        assertThat(PersonalAccessToken.of(input).reveal()).isEqualTo("secret");
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
                "Authorization:secret",
                "eyJhbGciOi.J9.x",
                "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0",
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
                "a.b.c",
                "user@dev.azure.com",
                "a:b@evil.example/contoso",
                "$(PAT)",
                "****"
            })
    void aTokenOfAnUnknownShapeIsAccepted(String input) {
        assertThat(PersonalAccessToken.of(input).reveal()).isEqualTo(input);
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "' \t\r\n', EMPTY",
        "a b, ILLEGAL_CHARACTER",
        "'a\nb', ILLEGAL_CHARACTER",
        "a\u007F, ILLEGAL_CHARACTER",
        "ä, ILLEGAL_CHARACTER",
        "Basic OnNlY3JldA==, AUTHORIZATION_SCHEME_INCLUDED",
        "' BASIC  OnNlY3JldA==', AUTHORIZATION_SCHEME_INCLUDED",
        "bEARER secret, AUTHORIZATION_SCHEME_INCLUDED",
        "'Bearer\tsecret', AUTHORIZATION_SCHEME_INCLUDED",
        "Authorization: Basic OnNlY3JldA==, AUTHORIZATION_SCHEME_INCLUDED",
        "'authorization:BEARER\tsecret', AUTHORIZATION_SCHEME_INCLUDED",
        "'\u201CAuthorization: \t Bearer secret\u201D', AUTHORIZATION_SCHEME_INCLUDED",
        "Authorization: secret, ILLEGAL_CHARACTER",
        "Authorization Basic secret, ILLEGAL_CHARACTER",
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
        "https://fabrikam@dev.azure.com/contoso, LOOKS_LIKE_URL",
        "https://dev.azure.com:443/contoso/@a, LOOKS_LIKE_URL",
        "'https://dev.azure.com/con toso', LOOKS_LIKE_URL",
        "https://user:secret@dev.azure.com/contoso, URL_CONTAINS_TOKEN",
        "'https://user:sec ret@dev.azure.com/contoso', URL_CONTAINS_TOKEN",
        "https://:secret@evil.example, URL_CONTAINS_TOKEN",
        "https://https://user:secret@contoso.visualstudio.com, URL_CONTAINS_TOKEN",
        "user:secret@dev.azure.com/contoso/_git/app, URL_CONTAINS_TOKEN",
        "'<user:secret@contoso.visualstudio.com>', URL_CONTAINS_TOKEN",
        "Basic https://user:secret@dev.azure.com/contoso, AUTHORIZATION_SCHEME_INCLUDED",
        "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.s-_g, LOOKS_LIKE_ENTRA_TOKEN",
        "' \"eyJhbGciOiJSUzI1NiJ9..\"', LOOKS_LIKE_ENTRA_TOKEN",
        "Bearer eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.s-_g, AUTHORIZATION_SCHEME_INCLUDED",
    })
    void inputThatCannotBeATokenIsRefused(String input, Reason reason) {
        assertThat(refusalOf(input).reason()).isEqualTo(reason);
    }

    /** Public reports: MicrosoftDocs/azure-devops-docs#8047, #8222, #4471. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://%s@dev.azure.com/contoso/_git/app",
                "https://any:%s@dev.azure.com/contoso",
                "%s@dev.azure.com/contoso/_git/app",
                "any:%s@contoso.visualstudio.com",
                "https://%s.visualstudio.com",
                "https://dev.azure.com/contoso/%s",
                "dev.azure.com/contoso?pat=%s",
                "https://github.com/#%s",
                "\u201Chttp://%s\u201D"
            })
    void aUrlThatContainsATokenIsRefusedForThatReason(String url) {
        String token = Secrets.random().token();

        assertThat(refusalOf(String.format(url, token)).reason()).isEqualTo(Reason.URL_CONTAINS_TOKEN);
        assertThat(refusalOf(String.format(url, "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst"))
                        .reason())
                .isEqualTo(Reason.URL_CONTAINS_TOKEN);
        assertThat(OrganizationUrl.mayContainSecret(String.format(url, token))).isTrue();
    }

    @Test
    void theMessageAboutATokenInAUrlDoesNotSendItToTheUrlField() {
        assertThat(new InvalidPersonalAccessTokenException(Reason.URL_CONTAINS_TOKEN))
                .hasMessageContaining("Copy only the token from the URL")
                .hasMessageNotContaining("its own field");
        assertThat(new InvalidPersonalAccessTokenException(Reason.LOOKS_LIKE_URL))
                .hasMessageContaining("its own field");
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
