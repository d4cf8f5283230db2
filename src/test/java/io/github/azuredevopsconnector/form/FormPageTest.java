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
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what the page shows for each result. */
@Tag("network")
class FormPageTest {

    private static final String URL = "https://dev.azure.com/contoso";
    private static final String TOKENS_PAGE = "href=\"https://dev.azure.com/contoso/_usersSettings/tokens\"";
    private static final OrganizationUrl CONTOSO = OrganizationUrl.parse(URL);

    private static FakeAzureDevOps fake;
    private static Examples examples;
    private static FormServer server;

    private final FormPage page = new FormPage(
            EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ, TokenScope.CODE_READ),
            EnumSet.of(TokenScope.WIKI_READ),
            Html.EMPTY);

    @BeforeAll
    static void start() throws Exception {
        fake = FakeAzureDevOps.start();
        examples = Examples.of(fake);
        server = FormServer.start(
                fake.connectorBuilder()
                        .requires(TokenScope.CODE_READ)
                        .prefers(TokenScope.WIKI_READ)
                        .build(),
                examples);
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
                .contains("<li>Project and Team: Read</li>", "<li>Code: Read</li>", "<li>Wiki: Read (optional)</li>")
                .contains("<b>User settings</b>")
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
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_ORGANIZATION_URL, Open your organizations, https://aex.dev.azure.com/me",
        "TOKEN_REJECTED, Open your tokens, https://dev.azure.com/tailspin/_usersSettings/tokens",
        "TOKEN_EXPIRED, Open your tokens, https://dev.azure.com/fabrikam/_usersSettings/tokens",
        "MISSING_SCOPE, Open your tokens, https://dev.azure.com/adventure/_usersSettings/tokens",
        "NOT_A_MEMBER, Open the users of northwind (for administrators), https://dev.azure.com/northwind/_settings/users",
        "CONDITIONAL_ACCESS, Open the policies of woodgrove (for administrators),"
                + " https://dev.azure.com/woodgrove/_settings/organizationPolicy",
        "GLOBAL_TOKEN_PROHIBITED, Open your tokens, https://dev.azure.com/humongous/_usersSettings/tokens",
        "ORGANIZATION_NOT_FOUND, Open your organizations, https://aex.dev.azure.com/me",
        "ORGANIZATION_DEACTIVATED, Open southridge, https://dev.azure.com/southridge",
    })
    void aRejectionHasOneLinkWhichSaysWhereItLeads(Rejected.Reason reason, String label, String page) throws Exception {
        String shown = submit(examples.urlOf("try=" + reason), fake.token()).body();
        String main = shown.substring(0, shown.indexOf("<aside"));

        assertThat(main).contains("<a class=\"action\" href=\"" + page + "\"", ">" + label + "<span");
        assertThat(main).containsOnlyOnce("<a ");
    }

    @Test
    void theActivityIdIsShownBelowTheForm() throws Exception {
        String shown = submit(examples.urlOf("try=ACCESS_DENIED"), fake.token()).body();

        assertThat(shown.substring(shown.indexOf("</form>")))
                .containsPattern("Activity ID \\(for Microsoft support\\): <code>[0-9a-f-]{36}</code>");
        assertThat(of(Rejected.of(Rejected.Reason.ACCESS_DENIED))).doesNotContain("Activity ID");
    }

    @Test
    void theMistakesInBothFieldsAreShownTogether() throws Exception {
        String url = "https://github.com/contoso";
        String token = "Bearer " + fake.token();
        String shown = submit(url, token).body();

        assertThat(shown)
                .contains(error("organizationUrl", url, token), error("personalAccessToken", URL, token))
                .contains("aria-describedby=\"organizationUrl-error organizationUrl-help\" autofocus>")
                .contains("aria-describedby=\"personalAccessToken-error personalAccessToken-help\">")
                .containsOnlyOnce(" autofocus");
        assertThat(shown.split("aria-invalid=\"true\"", -1)).hasSize(3);
        assertThat(submit("", "").body())
                .contains(error("organizationUrl", "", ""), error("personalAccessToken", URL, ""));
    }

    /** Returns the library's message for a field, as the page shows it. */
    private static String error(String field, String url, String token) {
        String message = fake.connector().connect(url, token).message();
        return "<p id=\"" + field + "-error\">" + escaped(message) + "</p>";
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "contoso, ''",
        "https://github.com/contoso, ''",
        "s3cretqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq, organizationUrl",
    })
    void aUrlInTheTokenFieldMovesToTheUrlField(String typedUrl, String tokenFrom) throws Exception {
        HttpResponse<String> answer = submit(typedUrl, "contoso.visualstudio.com/Website");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("value=\"" + URL + "\"", "data-from=\"" + tokenFrom + "\"", TOKENS_PAGE)
                .contains("id=\"personalAccessToken-error\"", "It is now in its own field.")
                .doesNotContain("Paste the token again", "id=\"organizationUrl-error\"", "s3cret", "Website");
    }

    @Test
    void withoutJavaScriptTheFormAsksForTheTokenAgain() throws Exception {
        assertThat(submit("https://github.com/contoso", fake.token()).body())
                .containsOnlyOnce("<noscript><p>Paste the token again");
        assertThat(Visitor.of(server).get("/").body()).doesNotContain("Paste the token again");
    }

    @Test
    void aGoodUrlIsNotReplacedByAnother() throws Exception {
        assertThat(submit(URL, "https://dev.azure.com/fabrikam").body())
                .contains("value=\"" + URL + "\"", "data-from=\"personalAccessToken\"")
                .doesNotContain("fabrikam", "It is now in its own field.");
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
    void aUrlThatMayContainASecretIsNotShownAgain(String template) throws Exception {
        String url = template.replace("2049", "/".repeat(2_049));

        assertThat(submit(url, "").body())
                .contains("name=\"organizationUrl\" type=\"text\" value=\"\"")
                .doesNotContain("s3cret");
    }

    @Test
    void aUrlThatContainsTheTokenIsNotShownAgain() throws Exception {
        assertThat(submit(URL + "/" + "s3cret".repeat(4), " \"" + "s3cret".repeat(4) + "\" ")
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
                .contains("class=\"notice inconclusive\"", "<noscript><p>Paste the token again")
                .contains("value=\"" + url + "\"", ">Try again</button>", "data-from=\"personalAccessToken\"")
                .containsOnlyOnce(" autofocus")
                .doesNotContain("aria-invalid=\"true\"", "notice rejected", "class=\"action\"");
        boolean limited = reason == Inconclusive.Reason.RATE_LIMITED;
        assertThat(answer.body()).contains("data-wait=\"" + (limited ? 30 : 0) + "\"");
        assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(limited);
    }

    @Test
    void theMessageOfTheResultIsShown() {
        Inconclusive inconclusive = Inconclusive.of(Inconclusive.Reason.SERVICE_UNAVAILABLE, Duration.ofSeconds(90));
        Rejected rejected = Rejected.of(Rejected.Reason.TOKEN_EXPIRED);

        assertThat(of(inconclusive)).contains("<p>" + escaped(inconclusive.message()) + "</p>", "data-wait=\"90\"");
        assertThat(of(rejected))
                .contains("<p id=\"personalAccessToken-error\">" + escaped(rejected.message()) + "</p>");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "900, 1", "1000, 1", "1001, 2", "29999, 30"})
    void theTimeToWaitIsRoundedUp(long millis, int seconds) {
        Duration wait = Duration.ofMillis(millis);

        assertThat(of(Inconclusive.of(Inconclusive.Reason.RATE_LIMITED, wait)))
                .contains("data-wait=\"" + seconds + "\"");
    }

    @Test
    void missingScopesAreNamedOnce() {
        assertThat(of(Rejected.ofMissingScopes(TokenScope.CODE_READ)))
                .contains("<li>Project and Team: Read</li>", "<li class=\"missing\">Code: Read <b>missing</b></li>")
                .contains("id=\"personalAccessToken-error\"")
                .containsOnlyOnce("Code: Read");
    }

    @Test
    void aConnectionIsShownWithTheMessageAndTheOwnerOfTheToken() {
        AuthenticatedUser jane = AuthenticatedUser.of(new UUID(0, 1), "Jane Doe", "jane.doe@contoso.example");
        Verified verified = Verified.of(CONTOSO, PersonalAccessToken.of("a-token"), jane);

        assertThat(of(verified))
                .contains("<title>Connected: Azure DevOps</title>", "href=\"" + URL + "\"")
                .containsOnlyOnce(">Connected<")
                .containsOnlyOnce("<p>" + verified.message() + "</p>")
                .containsOnlyOnce("<bdi>Jane Doe</bdi>")
                .containsOnlyOnce("<bdi>jane.doe@contoso.example</bdi>")
                .doesNotContain("<form");
    }

    @Test
    void anAccountThatEqualsTheNameIsShownOnce() {
        AuthenticatedUser jane = AuthenticatedUser.of(new UUID(0, 1), "jane@contoso.example", "jane@contoso.example");

        assertThat(of(Verified.of(CONTOSO, PersonalAccessToken.of("a-token"), jane)))
                .containsOnlyOnce("jane@contoso.example");
    }

    @Test
    void aMissingOptionalScopeIsNamedAfterConnecting() throws Exception {
        fake.organization("fourthcoffee").lacks(TokenScope.WIKI_READ);
        Visitor visitor = Visitor.of(server);
        visitor.submit("https://dev.azure.com/fourthcoffee", fake.token());

        assertThat(visitor.get("/connected").body()).containsPattern("<p>Connected to [^<]*Wiki: Read[^<]*</p>");
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

        assertThat(visitor.get("/").body())
                .contains("href=\"/?try=TOKEN_EXPIRED\"", "data-token=\"" + fake.token() + "\"");
        assertThat(visitor.get("/?try=TOKEN_EXPIRED").body()).contains("value=\"https://dev.azure.com/fabrikam\"");
        assertThat(visitor.get("/?try=fabrikam").body()).contains("name=\"organizationUrl\" type=\"text\" value=\"\"");
    }

    private static String escaped(String message) {
        return Html.isolated(message).toString().replaceAll("</?bdi>", "");
    }

    private String of(VerificationResult result) {
        Submission submission = Submission.parse("organizationUrl=" + URL + "&personalAccessToken=a-token");
        return page.of("csrf", submission, result).toString();
    }

    private static HttpResponse<String> submit(String url, String token) throws Exception {
        return Visitor.of(server).submit(url, token);
    }
}
