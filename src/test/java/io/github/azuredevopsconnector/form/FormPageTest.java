package io.github.azuredevopsconnector.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AuthenticatedUser;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.Verified;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what the page shows for each result. */
@Tag("network")
class FormPageTest {

    private static final String URL = "https://dev.azure.com/contoso";
    private static final String TOKENS_PAGE = "href=\"https://dev.azure.com/contoso/_usersSettings/tokens\"";
    private static final OrganizationUrl CONTOSO = OrganizationUrl.parse(URL);

    private static final Set<Rejected.Reason> WITHOUT_SUPPORT_ID = EnumSet.of(
            Rejected.Reason.INVALID_ORGANIZATION_URL,
            Rejected.Reason.ORGANIZATION_NOT_FOUND,
            Rejected.Reason.ORGANIZATION_DEACTIVATED);

    private static FakeAzureDevOps fake;
    private static Examples examples;
    private static FormServer server;

    private final FormPage page =
            new FormPage(EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ, TokenScope.CODE_READ), Html.EMPTY);

    @BeforeAll
    static void start() throws Exception {
        fake = FakeAzureDevOps.start();
        examples = Examples.of(fake);
        server = FormServer.start(
                fake.connectorBuilder().requires(TokenScope.CODE_READ).build(), examples);
    }

    @AfterAll
    static void stop() {
        server.close();
        fake.close();
    }

    @Test
    void theFormSaysWhereToCreateATokenAndWithWhichScopes() {
        assertThat(page.of("csrf", FormContent.blank("")).toString())
                .contains("<label for=\"organizationUrl\">Organization URL</label>")
                .contains("<label for=\"personalAccessToken\">Personal access token</label>")
                .contains("<li>Project and Team: Read</li>", "<li>Code: Read</li>", "<b>User settings</b>")
                .doesNotContain("_usersSettings", "autofocus", "aria-invalid=\"true\"", "class=\"notice");
    }

    @ParameterizedTest
    @EnumSource(
            value = Rejected.Reason.class,
            names = {"INVALID_TOKEN"},
            mode = EnumSource.Mode.EXCLUDE)
    void aRejectionIsShownAtItsFieldOrAboveTheForm(Rejected.Reason reason) throws Exception {
        String url = examples.urlOf("try=" + reason);
        HttpResponse<String> answer = submit(url, fake.token());

        String shown = answer.body();
        Rejected.Concern concern = reason.concern();
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(shown.contains("id=\"organizationUrl-error\""))
                .isEqualTo(concern == Rejected.Concern.ORGANIZATION_URL);
        assertThat(shown.contains("id=\"personalAccessToken-error\"")).isEqualTo(concern == Rejected.Concern.TOKEN);
        assertThat(shown.contains("class=\"notice rejected\""))
                .isEqualTo(concern == Rejected.Concern.EITHER || concern == Rejected.Concern.ACCESS);
        assertThat(shown).containsOnlyOnce(" autofocus").contains("value=\"" + url + "\"", ">Connect</button>");
        assertThat(shown.contains("Look up your organizations"))
                .isEqualTo(concern == Rejected.Concern.ORGANIZATION_URL);
        assertThat(shown.contains("Set this right in Azure DevOps"))
                .isEqualTo(concern != Rejected.Concern.ORGANIZATION_URL && reason != Rejected.Reason.ACCESS_DENIED);
        assertThat(shown.contains("Support id")).isEqualTo(!WITHOUT_SUPPORT_ID.contains(reason));
    }

    @Test
    void theMistakesInBothFieldsAreShownTogether() throws Exception {
        String shown =
                submit("https://github.com/contoso", "Bearer " + fake.token()).body();

        assertThat(shown)
                .contains("This is not the URL of an organization in Azure DevOps Services.")
                .contains("without “Authorization”, “Basic” or “Bearer”")
                .contains("aria-describedby=\"organizationUrl-error organizationUrl-help\" autofocus>")
                .contains("aria-describedby=\"personalAccessToken-error personalAccessToken-help\">")
                .containsOnlyOnce(" autofocus");
        assertThat(shown.split("aria-invalid=\"true\"", -1)).hasSize(3);
        assertThat(submit("", "").body())
                .contains("The organization URL is empty", "The personal access token is empty");
    }

    @Test
    void aCorrectFieldIsNotShownAsWrong() throws Exception {
        assertThat(submit("https://github.com/contoso", fake.token()).body())
                .contains("id=\"organizationUrl-error\"")
                .doesNotContain("id=\"personalAccessToken-error\"");
        assertThat(submit(URL, "").body())
                .contains("id=\"personalAccessToken-error\"", TOKENS_PAGE)
                .doesNotContain("id=\"organizationUrl-error\"");
    }

    @Test
    void theUrlIsShownAgainAndEscaped() throws Exception {
        assertThat(submit("https://dev.azure.com/\"><script>\u202E'&", "").body())
                .contains("value=\"https://dev.azure.com/&quot;&gt;&lt;script&gt;&#39;&amp;\"");
        assertThat(submit("contoso.visualstudio.com", "").body())
                .contains("value=\"contoso.visualstudio.com\"", TOKENS_PAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://me:s3cret@dev.azure.com/contoso",
                "https://dev.azure.com/contoso/s3cret/2049",
                "s3cretqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"
            })
    void aUrlThatMayHoldASecretIsNotShownAgain(String template) throws Exception {
        String url = template.replace("2049", "/".repeat(2_049));

        assertThat(submit(url, "").body()).contains("name=\"organizationUrl\" type=\"text\" value=\"\"");
    }

    @Test
    void aUrlThatContainsTheTokenIsNotShownAgain() throws Exception {
        assertThat(submit(URL + "/" + "s3cret".repeat(4), " " + "s3cret".repeat(4))
                        .body())
                .contains("name=\"organizationUrl\" type=\"text\" value=\"\"")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @EnumSource(
            value = Inconclusive.Reason.class,
            names = {"INTERRUPTED", "TIMED_OUT", "TLS_FAILURE"},
            mode = EnumSource.Mode.EXCLUDE)
    void anInconclusiveResultBlamesNoField(Inconclusive.Reason reason) throws Exception {
        String url = examples.urlOf("try=" + reason);
        HttpResponse<String> answer = submit(url, fake.token());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("class=\"notice inconclusive\"", "We could not check what you entered")
                .contains("value=\"" + url + "\"", ">Try again</button>")
                .containsOnlyOnce(" autofocus")
                .doesNotContain("aria-invalid=\"true\"", "notice rejected", "Set this right");
        boolean limited = reason == Inconclusive.Reason.RATE_LIMITED;
        assertThat(answer.body().contains("Wait 30 seconds")).isEqualTo(limited);
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(limited);
    }

    @Test
    void theTimeToWaitIsShown() {
        assertThat(of(Inconclusive.of(Inconclusive.Reason.SERVICE_UNAVAILABLE, Duration.ofSeconds(90))))
                .contains("Wait 90 seconds before you do.");
        assertThat(of(Inconclusive.of(Inconclusive.Reason.SERVICE_UNAVAILABLE))).doesNotContain("Wait");
    }

    @Test
    void missingScopesAreMarked() {
        assertThat(of(Rejected.ofMissingScopes(TokenScope.CODE_READ)))
                .contains("<li>Project and Team: Read</li>", "<li class=\"missing\">Code: Read <b>missing</b></li>");
    }

    @Test
    void aVerifiedResultShowsTheUserAndTheOrganization() throws Exception {
        HttpResponse<String> answer = submit("contoso.visualstudio.com", fake.token());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("class=\"notice verified\"", "Connected to the organization “contoso”.")
                .contains("<bdi>Jane Doe</bdi>", "<bdi>jane.doe@contoso.example</bdi>", "href=\"" + URL + "\"")
                .doesNotContain("<form");
    }

    @Test
    void theNameAndTheAccountOfTheUserAreEscaped() {
        AuthenticatedUser user =
                AuthenticatedUser.of(new UUID(0, 1), "<img src=x onerror=alert(1)>\u202E\u2067Jane", "<b>@example");

        assertThat(of(Verified.of(CONTOSO, PersonalAccessToken.of("a-token"), user)))
                .contains("<bdi>&lt;img src=x onerror=alert(1)&gt;Jane</bdi>", "<bdi>&lt;b&gt;@example</bdi>");
    }

    @Test
    void anExampleFillsInTheUrl() throws Exception {
        Visitor visitor = Visitor.of(server);

        assertThat(visitor.get("/").body()).contains("href=\"/?try=TOKEN_EXPIRED\"", fake.token());
        assertThat(visitor.get("/?try=TOKEN_EXPIRED").body()).contains("value=\"https://dev.azure.com/fabrikam\"");
        assertThat(visitor.get("/?try=fabrikam").body()).contains("name=\"organizationUrl\" type=\"text\" value=\"\"");
    }

    private String of(VerificationResult result) {
        Submission submission = Submission.parse("organizationUrl=" + URL + "&personalAccessToken=a-token");
        return page.of("csrf", submission, result).toString();
    }

    private static HttpResponse<String> submit(String url, String token) throws Exception {
        return Visitor.of(server).submit(url, token);
    }
}
