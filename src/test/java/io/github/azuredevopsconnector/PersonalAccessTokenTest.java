package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.azuredevopsconnector.InvalidPersonalAccessTokenException.Reason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "\u2060secret\u2029"
            })
    void whatAPasteLeavesAtTheEndsIsTrimmed(String text) {
        assertThat(PersonalAccessToken.of(text).reveal()).isEqualTo("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "~", "a:b", "Basic", "bearer", "Basic:abc", "Basically", "eyJhbGciOi.J9.x", "=="})
    void noTextIsRefusedForItsLengthOrPattern(String text) {
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
    })
    void whatCannotBeATokenIsRefused(String text, Reason reason) {
        assertThat(refusalOf(text).reason()).isEqualTo(reason);
    }

    @Test
    void aTokenMayHave1024Characters() {
        String longest = "a".repeat(1_024);

        assertThat(PersonalAccessToken.of(" " + longest + " ").reveal()).isEqualTo(longest);
        assertThat(refusalOf(longest + "a").reason()).isEqualTo(Reason.TOO_LONG);
        assertThat(refusalOf("basic " + longest).reason()).isEqualTo(Reason.AUTHORIZATION_SCHEME_INCLUDED);
    }

    @Test
    void theHeaderIsWhatCurlSendsForAnEmptyUserName() {
        // curl -v -u :s3cr3t~token
        assertThat(PersonalAccessToken.of("s3cr3t~token").authorizationHeader())
                .isEqualTo("Basic OnMzY3IzdH50b2tlbg==");
        assertThat(PersonalAccessToken.of("a".repeat(1_024)).authorizationHeader())
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
    void aTokenDoesNotShow() {
        assertThat(PersonalAccessToken.of("secret")).hasToString("PersonalAccessToken[redacted]");
    }

    @Test
    void bothKnownShapesAreRecognized() {
        String old = "a".repeat(26) + "z27".repeat(8) + "xy";
        String recent = "aZ9".repeat(25) + "b" + "AZDO" + "x0Yz";

        assertThat(old).hasSize(52);
        assertThat(PersonalAccessToken.of(old).hasKnownShape()).isTrue();
        assertThat(PersonalAccessToken.of(old.replace('z', 'A')).hasKnownShape())
                .isFalse();
        assertThat(PersonalAccessToken.of(old.replace('7', '8')).hasKnownShape())
                .isFalse();
        assertThat(PersonalAccessToken.of(old.replace('2', '1')).hasKnownShape())
                .isFalse();
        assertThat(PersonalAccessToken.of(old.replace('a', '`')).hasKnownShape())
                .isFalse();
        assertThat(PersonalAccessToken.of(old.replace('z', '{')).hasKnownShape())
                .isFalse();
        assertThat(PersonalAccessToken.of(old.substring(1)).hasKnownShape()).isFalse();
        assertThat(PersonalAccessToken.of(old + "a").hasKnownShape()).isFalse();

        assertThat(recent).hasSize(84);
        assertThat(PersonalAccessToken.of(recent).hasKnownShape()).isTrue();
        assertThat(PersonalAccessToken.of(recent.replace("AZDO", "AZDX")).hasKnownShape())
                .isFalse();
        for (char outside : "/:@[`{-".toCharArray()) {
            assertThat(PersonalAccessToken.of(recent.replace('x', outside)).hasKnownShape())
                    .isFalse();
        }
        assertThat(PersonalAccessToken.of(recent + "a").hasKnownShape()).isFalse();
        assertThat(PersonalAccessToken.of(recent.replace('x', 'A').replace('b', 'Z'))
                        .hasKnownShape())
                .isTrue();
        assertThat(PersonalAccessToken.of(recent.replace('x', 'a').replace('b', 'z'))
                        .hasKnownShape())
                .isTrue();
    }

    private static InvalidPersonalAccessTokenException refusalOf(String text) {
        return catchThrowableOfType(InvalidPersonalAccessTokenException.class, () -> PersonalAccessToken.of(text));
    }
}
