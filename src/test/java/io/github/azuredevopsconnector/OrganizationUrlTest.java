package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException.Reason;
import io.github.azuredevopsconnector.OrganizationUrlVectors.Vector;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.URI;
import java.util.List;
import java.util.Optional;
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
    void parseAndTryParseReadEveryVectorAsExpected(Vector vector) {
        assertThat(OrganizationUrl.tryParse(vector.text).map(OrganizationUrl::organization))
                .isEqualTo(vector.organization);
        if (vector.organization.isPresent()) {
            OrganizationUrl url = OrganizationUrl.parse(vector.text);
            assertThat(url.organization()).isEqualTo(vector.organization.get());
            assertThat(OrganizationUrl.parse(url.toString())).isEqualTo(url);
        } else {
            InvalidOrganizationUrlException refusal = refusalOf(vector.text);
            assertThat(refusal.reason()).isEqualTo(vector.reason.get());
            assertThat(refusal).hasMessage(new InvalidOrganizationUrlException(refusal.reason()).getMessage());
        }
    }

    @Test
    @Tag("network")
    void connectReadsEveryVectorLikeTheParser() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            AzureDevOpsConnector connector =
                    AzureDevOpsConnector.builder().httpClient(fake.httpClient()).build();
            for (Vector vector : vectors()) {
                vector.organization.ifPresent(fake::organization);

                VerificationResult result = connector.connect(vector.text, fake.token());

                Optional<String> connected = result.match(
                        verified -> Optional.of(
                                verified.connection().organizationUrl().organization()),
                        rejected -> Optional.empty(),
                        inconclusive -> Optional.empty());
                assertThat(connected).as(vector.toString()).isEqualTo(vector.organization);
                vector.reason.ifPresent(reason -> {
                    Rejected rejected = (Rejected) result;
                    assertThat(rejected.reason()).isEqualTo(Rejected.Reason.INVALID_ORGANIZATION_URL);
                    assertThat(rejected.cause())
                            .get()
                            .extracting("reason")
                            .as(vector.toString())
                            .isEqualTo(reason);
                    assertThat(rejected.message())
                            .isEqualTo(rejected.cause().get().getMessage());
                });
            }
            assertThat(fake.requests().stream().map(request -> request.host()).collect(Collectors.toSet()))
                    .containsExactly("dev.azure.com");
        }
    }

    @Test
    void everyReasonOccursAmongTheVectors() {
        assertThat(vectors().stream().flatMap(vector -> vector.reason.stream()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(Reason.values());
    }

    @Test
    void emptyInputIsRefusedAsEmpty() {
        assertThat(refusalOf("").reason()).isEqualTo(Reason.EMPTY);
        assertThat(refusalOf("\u200B\uFEFF\u2060\u2028\u00A0").reason()).isEqualTo(Reason.EMPTY);
    }

    @Test
    void inputMayHave2048CharactersAfterTrimming() {
        String url = "https://dev.azure.com/contoso/";
        String longest = url + "a".repeat(2_048 - url.length());

        assertThat(OrganizationUrl.parse("  " + longest + "\n").organization()).isEqualTo("contoso");
        assertThat(refusalOf(longest + "a").reason()).isEqualTo(Reason.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "dev.azure.com:8443/contoso, UNSUPPORTED_PORT",
        "localhost:8080, UNSUPPORTED_HOST",
        ":8443/contoso, MISSING_HOST",
        "https://contoso:443, UNSUPPORTED_HOST",
        "/contoso, MISSING_HOST",
        "?contoso, MISSING_HOST",
        "#contoso, MISSING_HOST",
        "@, MISSING_HOST",
        "contoso#x/y, MISSING_HOST",
        "e, UNSUPPORTED_HOST",
        "_contoso, UNSUPPORTED_HOST",
        "_contoso.visualstudio.com, INVALID_ORGANIZATION_NAME",
        "dev.azure.com/_contoso, MISSING_ORGANIZATION",
        "https://contoso.vssps.visualstudio.com:8443, UNSUPPORTED_HOST",
        "https://fabrikam@code.visualstudio.com/, UNSUPPORTED_HOST",
        "https://fabrikam@dev.azure.com:8443/contoso, UNSUPPORTED_PORT",
        "'[::1]/contoso', UNSUPPORTED_SCHEME",
        "https//dev.azure.com:443/contoso, MISSING_HOST",
        "' https:/', UNSUPPORTED_SCHEME",
        "@dev.azure.com/contoso, CONTAINS_CREDENTIALS",
        ":secret@dev.azure.com, CONTAINS_CREDENTIALS",
        ".contoso.visualstudio.com, UNSUPPORTED_HOST",
        "dev.azure.com:/contoso, UNSUPPORTED_SCHEME",
        "dev.azure.com:44a/contoso, UNSUPPORTED_SCHEME",
        "dev.azure.com:44:/contoso, UNSUPPORTED_SCHEME",
        "https://dev.azure.com:4433/contoso, UNSUPPORTED_PORT",
        "http://dev.azure.com:80/contoso, UNSUPPORTED_PORT",
        "https://fabrikam@dev.azure.com/contoso, CONTAINS_CREDENTIALS",
        "https://contos@dev.azure.com/contoso, CONTAINS_CREDENTIALS",
        "https://contoso:secret@dev.azure.com/contoso, CONTAINS_CREDENTIALS",
        "https://contoso@fabrikam.visualstudio.com/, CONTAINS_CREDENTIALS",
        "https://dev.azure.com/contoso/%2E, AMBIGUOUS_PATH",
        "https://dev.azure.com/contoso/a/%2e./b, AMBIGUOUS_PATH",
        "https://dev.azure.com/contoso/a%2f.., AMBIGUOUS_PATH",
        "https://contoso.visualstudio.com/%5c.%5C, AMBIGUOUS_PATH",
        "https://dev.azure.com/contoso/[a], ILLEGAL_CHARACTER",
        "https://dev.azure.com/contoso/%4, ILLEGAL_CHARACTER",
        "https://contoso.visualstudio.com/%g0, ILLEGAL_CHARACTER",
        "https://contoso.visualstudio.com/%0g, ILLEGAL_CHARACTER",
        "https://dev.azure.com/-contoso, INVALID_ORGANIZATION_NAME",
        "https://dev.azure.com/contoso-, INVALID_ORGANIZATION_NAME",
        "https://-contoso.visualstudio.com, INVALID_ORGANIZATION_NAME",
        "https://visualstudio.com:443/contoso, MISSING_ORGANIZATION",
        "https://contoso.visualstudio.com.evil.example, UNSUPPORTED_HOST",
        "https://xvisualstudio.com, UNSUPPORTED_HOST",
        "https://dev.azure.comx/contoso, UNSUPPORTED_HOST",
        "https://dev.azure.co/contoso, UNSUPPORTED_HOST",
        // Reports: terraform-provider-azuredevops#957, azure-devops-docs#2954, #12388, #4961, GitLive#155
        "https://dev.azure.com.mcas.ms/contoso, UNSUPPORTED_HOST",
        "https://pkgs.dev.azure.com/contoso/_packaging/feed/npm/registry, UNSUPPORTED_HOST",
        "https://visualstudio.com/contoso, MISSING_ORGANIZATION",
        "https://dev.azure.com//contoso, MISSING_ORGANIZATION",
        "https://dev.azure.com/contoso/My Project, ILLEGAL_CHARACTER",
    })
    void inputThatIsNotAnOrganizationUrlIsRefusedWithItsReason(String text, Reason reason) {
        assertThat(refusalOf(text).reason()).isEqualTo(reason);
        assertThat(OrganizationUrl.tryParse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://contoso@contoso.visualstudio.com/Fabrikam",
                "https://contoso.visualstudio.com:443",
                "dev.azure.com:443/contoso",
                "HTTPS://DEV.AZURE.COM/contoso",
                "https://dev.azure.com/contoso/%09",
                "https://dev.azure.com/contoso#",
                "https://dev.azure.com/contoso?",
                "https://dev.azure.com/contoso/a%2fb%5Cc%2F",
                "https://dev.azure.com/contoso/a/..;/%252e%252e",
                "https://dev.azure.com/contoso?a=[b]&c=%zz",
                "https://https://contoso@dev.azure.com:443/contoso",
                "HTTPs://hTTP://contoso.visualstudio.com",
                "\u200B'https://dev.azure.com/contoso/?' ",
                "https://dev.azure.com/contoso#%2F..[",
                "https://dev.azure.com/contoso?x=/../",
                "https://dev.azure.com/contoso/a%20b/~!$&'()*+,;=:@-._",
                "https://contoso.visualstudio.com/...",
                "https://contoso.visualstudio.com/%41/a.b/..c/c../.c",
            })
    void unusualSpellingsOfAnOrganizationUrlAreAccepted(String text) {
        assertThat(OrganizationUrl.parse(text).organization()).isEqualTo("contoso");
        assertThat(OrganizationUrl.tryParse(text)).contains(OrganizationUrl.ofOrganization("contoso"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app",
                "www",
                "code",
                "marketplace",
                "my",
                "download",
                "developercommunity",
                "java",
                "vssps",
                "vsspsext",
                "vs-ssh",
                "vsrm",
                "vsaex",
                "pkgs",
                "feeds"
            })
    void aServiceLabelNamesAnOrganizationOnlyAtTheNewHost(String label) {
        assertThat(OrganizationUrl.parse("dev.azure.com/" + label).organization())
                .isEqualTo(label);
        assertThat(refusalOf(label + ".visualstudio.com").reason()).isEqualTo(Reason.UNSUPPORTED_HOST);
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
    void aTokenOfTheCurrentShapeIsNotReadAsAnOrganization() {
        String token = Secrets.random().token();

        assertThat(refusalOf(token).reason()).isEqualTo(Reason.LOOKS_LIKE_TOKEN);
        assertThat(refusalOf("https://" + token).reason()).isEqualTo(Reason.LOOKS_LIKE_TOKEN);
        assertThat(refusalOf("https://dev.azure.com/" + token).reason()).isEqualTo(Reason.LOOKS_LIKE_TOKEN);
        assertThat(refusalOf(token + ".visualstudio.com").reason()).isEqualTo(Reason.LOOKS_LIKE_TOKEN);
        assertThat(refusalOf("https://" + token + "@dev.azure.com/contoso").reason())
                .isEqualTo(Reason.CONTAINS_CREDENTIALS);
        assertThat(refusalOf("https://" + token + "@dev.azure.com").reason()).isEqualTo(Reason.CONTAINS_CREDENTIALS);
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
        "/_apis/projects, _apis/projects",
        "_apis/projects?$top=1&api-version=7.1, _apis/projects?$top=1&api-version=7.1",
        "My%20Project/_apis/git/repositories, My%20Project/_apis/git/repositories",
        "?a=b, ?a=b",
        "a?redirect=https://fabrikam.example/%2F..//?x, a?redirect=https://fabrikam.example/%2F..//?x",
        "a:b@c;d=e/..., a:b@c;d=e/...",
        "https:a, https:a",
        "%2e%2e%2e/%41, %2e%2e%2e/%41",
    })
    void aPathIsResolvedBelowTheOrganization(String path, String expected) {
        assertThat(OrganizationUrl.ofOrganization("contoso").resolve(path))
                .hasToString("https://dev.azure.com/contoso/" + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//",
                "//fabrikam.example/x",
                "///x",
                "a/?b=c",
                "../fabrikam",
                "/..",
                "%252e%252e/fabrikam",
                "..;/fabrikam",
                "..%20/fabrikam",
                "https://fabrikam.example/x",
                "a#b",
                "a?b#c",
                "#a",
                "a?b c",
                "?a b",
                "a?b=%4",
                "a?b\u0000",
                "a?[b]",
                "\\\\fabrikam.example",
                "/\u200B"
            })
    void aPathThatCouldLeaveTheOrganizationIsRefused(String path) {
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
    void theMessageIsTrueOfEveryInputWithItsReason(Reason reason, String words, String untrue) {
        assertThat(new InvalidOrganizationUrlException(reason))
                .hasMessageContaining(words)
                .hasMessageNotContaining(untrue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                " \"%s\"\n",
                "\u201C%s\u201D",
                "(%s)",
                "https://%s",
                "Basic %s",
                "https://%s@dev.azure.com/contoso/_git/app",
                "https://any:%s@dev.azure.com/contoso",
                "https://dev.azure.com/%s",
                "https://dev.azure.com/contoso/%s/..",
                "https://dev.azure.com/contoso?pat=%s#",
                "https://dev.azure.com/contoso#pat%%3D%s",
                "https://dev.azure.com/con toso/%s",
                "ftp://me:%s@dev.azure.com",
                "https://evil.example/x%sx",
                "https://%s.visualstudio.com",
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
    void otherInputMayContainASecretForThreeReasons(Vector vector) {
        boolean expected = vector.reason
                .filter(Set.of(Reason.LOOKS_LIKE_TOKEN, Reason.CONTAINS_CREDENTIALS, Reason.TOO_LONG)::contains)
                .isPresent();

        assertThat(OrganizationUrl.mayContainSecret(vector.text)).isEqualTo(expected);
    }

    private static InvalidOrganizationUrlException refusalOf(String text) {
        return catchThrowableOfType(InvalidOrganizationUrlException.class, () -> OrganizationUrl.parse(text));
    }
}
