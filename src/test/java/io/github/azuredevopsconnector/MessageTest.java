package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Detail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies the messages that a user reads in a form. */
@Tag("unusual-environment")
class MessageTest {

    private static final OrganizationUrl CONTOSO = OrganizationUrl.ofOrganization("contoso");
    private static final String HOST = "vssps.dev.azure.com";

    /** Returns every message once. */
    static Set<String> all() {
        Set<String> messages = new LinkedHashSet<>(general());
        for (@Nullable Detail detail : details()) {
            for (Rejected.Reason reason : Rejected.Reason.values()) {
                messages.add(reason.message(CONTOSO, detail));
            }
            for (Inconclusive.Reason reason : Inconclusive.Reason.values()) {
                messages.add(reason.message(detail, null, HOST));
                messages.add(reason.message(detail, Duration.ofSeconds(90), HOST));
            }
        }
        for (TokenShape shape : TokenShape.values()) {
            messages.add(Rejected.Reason.tokenRejected(shape.hint()));
        }
        for (TokenScope scope : TokenScope.values()) {
            messages.add(Rejected.Reason.accessDenied(scope));
            messages.add(Rejected.ofMissingScopes(scope).message());
            messages.add(Rejected.ofMissingScopes(scope, TokenScope.values()).message());
        }
        messages.add(Verified.message(CONTOSO, true, Set.of()));
        messages.add(Verified.message(CONTOSO, false, Set.of()));
        return messages;
    }

    private static List<@Nullable Detail> details() {
        List<@Nullable Detail> details = new ArrayList<>(Arrays.asList(Detail.values()));
        details.add(null);
        return details;
    }

    /** Returns the messages of all reasons, without a detail. */
    private static List<String> general() {
        List<String> messages = new ArrayList<>();
        for (InvalidOrganizationUrlException.Reason reason : InvalidOrganizationUrlException.Reason.values()) {
            messages.add(Rejected.of(new InvalidOrganizationUrlException(reason), null)
                    .message());
        }
        for (InvalidPersonalAccessTokenException.Reason reason : InvalidPersonalAccessTokenException.Reason.values()) {
            messages.add(Rejected.of(new InvalidPersonalAccessTokenException(reason), CONTOSO)
                    .message());
        }
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            messages.add(Rejected.of(reason).message());
        }
        for (Inconclusive.Reason reason : Inconclusive.Reason.values()) {
            messages.add(Inconclusive.of(reason).message());
        }
        return messages;
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMessageHasOneToFiveSentences(String message) {
        assertThat(message).endsWith(".").matches("[A-Z][ -~“”]+").doesNotContain("  ");
        assertThat(message.split("(?<=\\.) (?=[A-Z“])", -1)).hasSizeBetween(1, 5);
    }

    @Test
    void noTwoReasonsShareAMessage() {
        assertThat(general()).doesNotHaveDuplicates();
    }

    /** Each row lists words that the message must contain. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "TOKEN_REJECTED | | mistyped, expired, inactive or revoked; another organization; organization name; "
                        + "December 1, 2026; “All accessible organizations”",
                "TOKEN_EXPIRED | | has expired; Create a new one; User settings > Personal access tokens",
                "NOT_A_MEMBER | | account that created the token is not a member; license; administrator",
                "NOT_A_MEMBER | NEVER_SIGNED_IN | never signed in; Sign in to the organization once in a browser",
                "ACCESS_DENIED | | denies access; administrator",
                "CONDITIONAL_ACCESS | | conditional access policy; IP address; Organization settings > Policies",
                "GLOBAL_TOKEN_PROHIBITED | | “All accessible organizations”; for this organization only",
                "ORGANIZATION_NOT_FOUND | | named “contoso”; Check the URL; renamed or deleted",
                "ORGANIZATION_DEACTIVATED | | deactivated; inactive; in a browser; administrator",
            })
    void aRejectionNamesTheCauseAndTheNextStep(Rejected.Reason reason, @Nullable Detail detail, String words) {
        assertThat(reason.message(CONTOSO, detail)).contains(words.split("; ", -1));
    }

    /** An expired token cannot be extended, and since December 1, 2026 no allowlist makes a global token work. */
    @ParameterizedTest
    @MethodSource("all")
    void noMessageAdvisesWhatDoesNotHelp(String message) {
        assertThat(message)
                .doesNotContainIgnoringCase("exten")
                .doesNotContainIgnoringCase("renew")
                .doesNotContainIgnoringCase("allowlist");
    }

    @Test
    void missingScopesAreNamedAsOnTheTokenPage() {
        String behind = " To see “Project and Team”, select “Show all scopes”.";

        assertThat(Rejected.ofMissingScopes(TokenScope.CODE_READ).message())
                .isEqualTo("This token does not have the scope “Code: Read”. Add it to the token in Azure DevOps, or "
                        + "create a new token with this scope.");
        assertThat(Rejected.ofMissingScopes(TokenScope.WORK_ITEMS_READ, TokenScope.CODE_READ)
                        .message())
                .isEqualTo("This token does not have the scopes “Code: Read” and “Work Items: Read”. Add them to the "
                        + "token in Azure DevOps, or create a new token with these scopes.");
        assertThat(Rejected.ofMissingScopes(
                                TokenScope.WIKI_READ, TokenScope.PROJECT_AND_TEAM_READ, TokenScope.BUILD_READ)
                        .message())
                .isEqualTo("This token does not have the scopes “Project and Team: Read”, “Build: Read” and “Wiki: "
                        + "Read”. Add them to the token in Azure DevOps, or create a new token with these scopes."
                        + behind);
        assertThat(Rejected.of(Rejected.Reason.MISSING_SCOPE).message()).endsWith("with this scope." + behind);
    }

    @Test
    void theMessageHasNoOrganizationNameIfNoneIsKnown() {
        assertThat(Rejected.of(Rejected.Reason.ORGANIZATION_NOT_FOUND).message())
                .isEqualTo("There is no organization with this name. Check the URL. The organization may have been "
                        + "renamed or deleted.");
    }

    @Test
    void aDetailOfAnotherKindOfResultDoesNotChangeTheMessage() {
        for (Rejected.Reason reason : Rejected.Reason.values()) {
            for (Detail detail : EnumSet.complementOf(EnumSet.of(Detail.NEVER_SIGNED_IN))) {
                assertThat(reason.message(CONTOSO, detail)).isEqualTo(reason.message(CONTOSO, null));
            }
        }
        for (Inconclusive.Reason reason : Inconclusive.Reason.values()) {
            for (Detail detail : EnumSet.of(Detail.NO_PROJECT_VISIBLE, Detail.NEVER_SIGNED_IN)) {
                assertThat(reason.message(detail, null, HOST)).isEqualTo(reason.message(null, null, HOST));
            }
        }
    }

    /** Each row lists words that the message must contain. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RATE_LIMITED | | limiting requests; Try again a little later.",
                "SERVICE_UNAVAILABLE | | not available right now; Try again",
                "TIMED_OUT | | (vssps.dev.azure.com) did not respond in time; Try again; network; proxy",
                "UNREACHABLE | | (vssps.dev.azure.com) could not be reached; blocks https://vssps.dev.azure.com",
                "UNREACHABLE | REFUSED_BY_PROXY | proxy refused to connect to vssps.dev.azure.com; administrator",
                "TLS_FAILURE | | secure connection; (vssps.dev.azure.com); administrator; proxy or firewall",
                "TLS_FAILURE | UNKNOWN_AUTHORITY | authority; does not trust; administrator; trust the certificate",
                "TLS_FAILURE | CERTIFICATE_OUT_OF_DATE | expired or is not valid yet; date and time; proxy",
                "TLS_FAILURE | CERTIFICATE_FOR_ANOTHER_HOST | no certificate for vssps.dev.azure.com; sign-in page",
                "TLS_FAILURE | UNUSABLE_TRUST_STORE | trust store; empty or cannot be read; javax.net.ssl.trustStore",
                "TLS_FAILURE | NO_COMMON_TLS_PARAMETERS | Java runtime; vssps.dev.azure.com; TLS version or cipher",
                "PROXY_AUTHENTICATION_REQUIRED | | proxy; vssps.dev.azure.com; requires authentication",
                "UNEXPECTED_RESPONSE | | does not recognize; sign-in page; try again",
                "UNEXPECTED_RESPONSE | OUTDATED_REQUEST | no longer supports; newer version of azure-devops-connector",
                "INTERRUPTED | | interrupted; Try again.",
            })
    void anInconclusiveMessageNamesTheCauseAndTheNextStep(
            Inconclusive.Reason reason, @Nullable Detail detail, String words) {
        assertThat(reason.message(detail, null, HOST)).contains(words.split("; ", -1));
    }

    @Test
    void onlyTheMessageForAnUnknownAuthorityAdvisesToTrustACertificate() {
        for (@Nullable Detail detail : details()) {
            if (detail != Detail.UNKNOWN_AUTHORITY) {
                assertThat(Inconclusive.Reason.TLS_FAILURE.message(detail, null, HOST))
                        .doesNotContain("must trust");
            }
        }
        assertThat(Inconclusive.Reason.TLS_FAILURE.message(Detail.UNKNOWN_AUTHORITY, null, HOST))
                .contains("must trust");
    }

    @ParameterizedTest
    @EnumSource
    void anInconclusiveMessageDoesNotBlameTheInput(Inconclusive.Reason reason) {
        for (@Nullable Detail detail : details()) {
            assertThat(reason.message(detail, Duration.ofSeconds(5), HOST))
                    .contains(". We could not check what you entered. ")
                    .doesNotContainIgnoringCase("token");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, a second",
        "PT0.001S, a second",
        "PT1S, a second",
        "PT1.001S, 2 seconds",
        "PT30S, 30 seconds",
        "PT119S, 119 seconds",
        "PT119.5S, 2 minutes",
        "PT2M, 2 minutes",
        "PT121S, 3 minutes",
        "PT119M, 119 minutes",
        "PT119M1S, 2 hours",
        "PT2H, 2 hours",
        "PT2H1S, 3 hours",
        "PT24H, 24 hours",
    })
    void theMessageForAThrottledRequestNamesTheTimeToWait(Duration wait, String words) {
        assertThat(Inconclusive.Reason.RATE_LIMITED.message(null, wait, HOST)).endsWith(" Try again in " + words + ".");
        assertThat(Inconclusive.Reason.RATE_LIMITED.message(Detail.UNKNOWN_SENDER, wait, HOST))
                .endsWith(" Try again in " + words + ".");
    }

    @Test
    void onlyTheMessageForAThrottledRequestNamesTheTimeToWait() {
        for (Inconclusive.Reason reason : EnumSet.complementOf(EnumSet.of(Inconclusive.Reason.RATE_LIMITED))) {
            assertThat(reason.message(null, Duration.ofSeconds(7), HOST)).isEqualTo(reason.message(null, null, HOST));
        }
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMITED", "SERVICE_UNAVAILABLE"})
    void theMessageForAnAnswerFromAnUnknownSenderMentionsAProxy(Inconclusive.Reason reason) {
        assertThat(reason.message(Detail.UNKNOWN_SENDER, null, HOST))
                .startsWith("Azure DevOps, or a proxy in between, is ");
        assertThat(reason.message(null, null, HOST)).startsWith("Azure DevOps is ");
    }

    @Test
    void aHintAboutTheTokenReplacesThePossibleCauses() {
        String general = Rejected.of(Rejected.Reason.TOKEN_REJECTED).message();

        assertThat(Rejected.Reason.tokenRejected("")).isEqualTo(general);
        assertThat(Rejected.Reason.tokenRejected("It is cut.")).isEqualTo("It is cut.");
    }

    @Test
    void theParsersExceptionMessageIsTheMessageForInvalidInput() {
        for (InvalidOrganizationUrlException.Reason reason : InvalidOrganizationUrlException.Reason.values()) {
            InvalidOrganizationUrlException cause = new InvalidOrganizationUrlException(reason);
            assertThat(Rejected.of(cause, null).message()).isEqualTo(cause.getMessage());
        }
        for (InvalidPersonalAccessTokenException.Reason reason : InvalidPersonalAccessTokenException.Reason.values()) {
            InvalidPersonalAccessTokenException cause = new InvalidPersonalAccessTokenException(reason);
            assertThat(Rejected.of(cause, CONTOSO).message()).isEqualTo(cause.getMessage());
        }
    }
}
