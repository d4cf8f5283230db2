package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Specifies the message that the person at the form reads: what is wrong, and what to do next. */
@Tag("network")
class ConnectMessageTest {

    private static final String URL = "https://dev.azure.com/contoso";

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final AzureDevOpsConnector connector = fake.connector();

    /** The words that each message must contain: the cause in familiar words, and the next step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UNAUTHORIZED | mistyped; revoked; another organization; organization name; December 1, 2026",
                "EXPIRED | expired; create a new one; User settings > Personal access tokens",
                "NOT_A_MEMBER | not in this organization; no license; administrator",
                "NEVER_SIGNED_IN | never signed in; in a browser; connect again",
                "FORBIDDEN | denies access; administrator",
                "CONDITIONAL_ACCESS | conditional access policy; administrator",
                "GLOBAL_TOKEN_PROHIBITED | \"All accessible organizations\"; for this organization alone; allowlist",
                "NOT_FOUND | \"contoso\"; check the organization URL; renamed",
                "DEACTIVATED | deactivated; sign in",
                "RATE_LIMITED | try again in 30 seconds",
                "UNAVAILABLE | Azure DevOps is not available; try again",
                "BAD_GATEWAY | Azure DevOps, or something in between, is not available",
                "CAPTIVE_PORTAL | Azure DevOps, or something in between; sign-in page",
                "BAD_REQUEST | does not support the requests of this application; newer version of azure-devops-connector",
                "PROXY_AUTHENTICATION_REQUIRED | The proxy in front of Azure DevOps asks for credentials",
                "OK | Connected to the organization \"contoso\"",
                "OK_WITH_NOTHING_VISIBLE | Connected to the organization \"contoso\"; No project is visible",
            })
    void aMessageSaysWhatIsWrongAndWhatToDo(FakeAnswer answer, String words) {
        fake.organization("contoso").answers(answer);

        assertThat(connector.connect(URL, fake.token()).message()).contains(words.split("; ", -1));
    }

    @Test
    void aMissingScopeIsNamedByItsLabel() {
        fake.organization("contoso").lacks(TokenScope.PROJECT_AND_TEAM_READ);

        assertThat(connector.connect(URL, fake.token()).message())
                .contains("lacks “Project and Team: Read”", "create a new one, with this scope", "“Show all scopes”");
    }

    @Test
    void severalMissingScopesAreNamedInOneSentence() {
        fake.organization("contoso").lacks(TokenScope.WIKI_READ, TokenScope.CODE_READ, TokenScope.WORK_ITEMS_READ);

        String message = fake.connectorBuilder()
                .requires(TokenScope.values())
                .build()
                .connect(URL, fake.token())
                .message();

        assertThat(message)
                .contains("lacks “Code: Read”, “Work Items: Read” and “Wiki: Read”", "with these scopes")
                .doesNotContain("Show all scopes");
    }

    @Test
    void aScopeThatTheOwnerMayNotUseIsNamedByItsGroup() {
        fake.organization("contoso").answers(TokenScope.CODE_READ, FakeAnswer.FORBIDDEN);

        assertThat(fake.connectorBuilder()
                        .requires(TokenScope.CODE_READ)
                        .build()
                        .connect(URL, fake.token())
                        .message())
                .contains("denies access to “Code”", "license");
    }

    @Test
    void theMessageSaysIfTheTokenDoesNotLookComplete() {
        fake.organization("contoso");
        String cut = fake.token().substring(1);

        VerificationResult incomplete = connector.connect(URL, cut);
        VerificationResult complete = connector.connect(URL, "a".repeat(52));

        assertThat(incomplete.message())
                .contains("does not look complete", "mistyped", "check the organization name")
                .doesNotContain(cut);
        assertThat(complete.message())
                .isEqualTo(Rejected.of(Rejected.Reason.TOKEN_REJECTED).message())
                .doesNotContain("complete");
    }

    @Test
    void theMessageForInvalidTextIsTheParsersMessage() {
        VerificationResult url = connector.connect("https://example.org/contoso", "secret");
        VerificationResult token = connector.connect(URL, "two words");

        assertThat(url.message())
                .isEqualTo(((Rejected) url).cause().orElseThrow().getMessage())
                .contains("https://contoso.visualstudio.com");
        assertThat(token.message())
                .isEqualTo(((Rejected) token).cause().orElseThrow().getMessage())
                .contains("copy it again");
        assertThat(((Rejected) url).reason()).isEqualTo(Rejected.Reason.INVALID_ORGANIZATION_URL);
        assertThat(((Rejected) token).reason()).isEqualTo(Rejected.Reason.INVALID_TOKEN);
    }
}
