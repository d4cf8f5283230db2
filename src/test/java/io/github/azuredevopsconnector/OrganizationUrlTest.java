package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import io.github.azuredevopsconnector.OrganizationUrlVectors.Vector;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which input names an organization, and how a path is resolved below it. */
@Tag("unusual-environment")
class OrganizationUrlTest {

    static List<Vector> vectors() {
        return OrganizationUrlVectors.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorNamesItsOrganizationOrIsRefusedForItsReason(Vector vector) {
        assertThat(OrganizationUrl.tryParse(vector.text).map(OrganizationUrl::organization))
                .isEqualTo(vector.organization);
        vector.reason.ifPresent(
                reason -> assertThat(refusalOf(vector.text).reason()).isEqualTo(reason));
        ParserRules.holdForUrl(vector.text);
    }

    @Test
    void everyReasonOccursAmongTheVectors() {
        assertThat(vectors().stream().flatMap(vector -> vector.reason.stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Reason.values());
    }

    @Test
    void inputMayHave2048CharactersAfterTrimming() {
        String url = "https://dev.azure.com/contoso/";
        String longest = url + "a".repeat(2_048 - url.length());

        assertThat(OrganizationUrl.parse("  " + longest + "\n").organization()).isEqualTo("contoso");
        assertThat(refusalOf(longest + "a").reason()).isEqualTo(Reason.TOO_LONG);
    }

    @Test
    void theUrlsOfAnOrganizationInBothFormatsAreEqual() {
        OrganizationUrl url = OrganizationUrl.parse("https://dev.azure.com/Contoso");

        assertThat(OrganizationUrl.parse("CONTOSO.visualstudio.com"))
                .isEqualTo(url)
                .hasSameHashCodeAs(url);
        assertThat(OrganizationUrl.parse("dev.azure.com/fabrikam"))
                .isNotEqualTo(url)
                .doesNotHaveSameHashCodeAs(url);
        assertThat(url).isNotEqualTo("https://dev.azure.com/contoso");
        assertThat(url.toUri()).isEqualTo(URI.create("https://dev.azure.com/contoso"));
        assertThat(url).hasToString("https://dev.azure.com/contoso");
    }

    @Test
    void theTokensPageIsBelowTheOrganization() {
        assertThat(OrganizationUrl.ofOrganization("contoso").tokensPage())
                .isEqualTo(URI.create("https://dev.azure.com/contoso/_usersSettings/tokens"));
    }

    @Test
    void aBareNameIsTrimmedAndLowerCased() {
        assertThat(OrganizationUrl.ofOrganization(" Contoso\u00A0\n"))
                .isEqualTo(OrganizationUrl.parse("dev.azure.com/contoso"));
        assertThat(OrganizationUrl.ofOrganization("\u201Ccontoso\u201D").organization())
                .isEqualTo("contoso");
        assertThat(OrganizationUrl.ofOrganization("IIII").organization()).isEqualTo("iiii");
        assertThat(OrganizationUrl.ofOrganization("AZaz09").organization()).isEqualTo("azaz09");
        assertThat(OrganizationUrl.ofOrganization("a".repeat(50)).organization())
                .hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "' ', EMPTY",
        "https://dev.azure.com/contoso, INVALID_ORGANIZATION_NAME",
        "con_toso, INVALID_ORGANIZATION_NAME",
        "_contoso, INVALID_ORGANIZATION_NAME",
        "contoso-, INVALID_ORGANIZATION_NAME",
        "-, INVALID_ORGANIZATION_NAME",
        "e, INVALID_ORGANIZATION_NAME",
        "E, INVALID_ORGANIZATION_NAME",
        "DefaultCollection, INVALID_ORGANIZATION_NAME",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, INVALID_ORGANIZATION_NAME",
        "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst, LOOKS_LIKE_TOKEN",
        "' `abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst`', LOOKS_LIKE_TOKEN",
        "con toso, ILLEGAL_CHARACTER",
        "münchen, ILLEGAL_CHARACTER",
        "con{toso, ILLEGAL_CHARACTER",
    })
    void aNameThatNoOrganizationCanHaveIsRefused(String name, Reason reason) {
        assertThat(catchThrowableOfType(
                                InvalidOrganizationUrlException.class, () -> OrganizationUrl.ofOrganization(name))
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "/, ''",
        "_apis/projects, _apis/projects",
        "_apis/projects?$top=1&api-version=7.1, _apis/projects?$top=1&api-version=7.1",
        "?a=b, ?a=b",
        "a?redirect=https://fabrikam.example/%2F..//?x, a?redirect=https://fabrikam.example/%2F..//?x",
    })
    void aPathIsResolvedBelowTheOrganization(String path, String expected) {
        assertThat(OrganizationUrl.ofOrganization("contoso").resolve(path))
                .hasToString("https://dev.azure.com/contoso/" + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//fabrikam.example/x", "a/?b=c", "../fabrikam", "https://fabrikam.example/x", "a?b#c", "?a b"})
    void aPathThatIsMalformedOrCouldLeaveTheOrganizationIsRefused(String path) {
        OrganizationUrl url = OrganizationUrl.ofOrganization("contoso");

        assertThatThrownBy(() -> url.resolve(path))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the (path|query) must contain only .*")
                .hasMessageNotContaining("fabrikam");
    }

    /**
     * Each row has words that the message must contain, and words that are not true for every input with the reason.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ILLEGAL_CHARACTER | a space, an invisible character | blank",
                "UNSUPPORTED_SCHEME | https:// | SSH",
                "MISSING_HOST | the whole URL | name",
                "UNSUPPORTED_HOST | Azure DevOps Services | Server",
                "MISSING_ORGANIZATION | directly after dev.azure.com/ | must name",
                "MISSING_ORGANIZATION | directly before .visualstudio.com | must name",
                "CONTAINS_CREDENTIALS | Remove the @ sign and everything before it | between",
                "LOOKS_LIKE_TOKEN | the token field | your",
            })
    void theMessageHasTheWordsThatHelpAndNoneThatMayBeUntrue(Reason reason, String words, String untrue) {
        assertThat(new InvalidOrganizationUrlException(reason))
                .hasMessageContaining(words)
                .hasMessageNotContaining(untrue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "Basic %s",
                "https://any:%s@dev.azure.com/contoso",
                "https://dev.azure.com/contoso/%s/..",
                "https://dev.azure.com/contoso#pat%%3D%s",
                "\u00E4%s\u0000"
            })
    void inputWithATokenMayContainASecret(String format) {
        for (String token : List.of(Secrets.random().token(), "abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst")) {
            String encoded = PersonalAccessToken.of(token).authorizationHeader().substring("Basic ".length());

            assertThat(OrganizationUrl.mayContainSecret(String.format(format, token)))
                    .isTrue();
            assertThat(OrganizationUrl.mayContainSecret(String.format(format, encoded)))
                    .isTrue();
        }
        assertThat(OrganizationUrl.mayContainSecret(
                        String.format(format, "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.signature")))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorMayContainASecretIfAndOnlyIfItIsRefusedForOneOfThreeReasons(Vector vector) {
        boolean expected = vector.reason
                .filter(Set.of(Reason.LOOKS_LIKE_TOKEN, Reason.CONTAINS_CREDENTIALS, Reason.TOO_LONG)::contains)
                .isPresent();

        assertThat(OrganizationUrl.mayContainSecret(vector.text)).isEqualTo(expected);
    }

    private static InvalidOrganizationUrlException refusalOf(String text) {
        return catchThrowableOfType(InvalidOrganizationUrlException.class, () -> OrganizationUrl.parse(text));
    }
}
