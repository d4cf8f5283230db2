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

/** Specifies the messages that a person reads at the form. */
@Tag("unusual-environment")
class MessageTest {

    private static final OrganizationUrl CONTOSO = OrganizationUrl.ofOrganization("contoso");

    /** Returns every message, once. */
    static Set<String> all() {
        Set<String> messages = new LinkedHashSet<>(general());
        for (@Nullable Detail detail : details()) {
            for (Rejected.Reason reason : Rejected.Reason.values()) {
                messages.add(reason.message(CONTOSO, detail));
            }
            for (Inconclusive.Reason reason : Inconclusive.Reason.values()) {
                messages.add(reason.message(detail, null));
                messages.add(reason.message(detail, Duration.ofSeconds(90)));
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
        messages.add(verified(true).message());
        messages.add(verified(false).message());
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

    private static Verified verified(boolean projectVisible) {
        AuthenticatedUser user = AuthenticatedUser.of(Findings.ORGANIZATION_ID, "Jane");
        return new Verified(new AzureDevOpsConnection(Findings.REQUEST, user, null), projectVisible, null);
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMessageIsOneOrTwoSentences(String message) {
        assertThat(message).endsWith(".").matches("[A-Z][ -~“”]+").doesNotContain("  ");
        assertThat(message.split("(?<=\\.) (?=[A-Z“])", -1)).hasSizeBetween(1, 2);
    }

    @Test
    void noTwoReasonsShareAMessage() {
        assertThat(general()).doesNotHaveDuplicates();
    }

    /** Each row lists the words that must not be missing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOKEN_REJECTED | | mistyped; revoked; another organization; organization name; December 1, 2026",
                "TOKEN_EXPIRED | | expired; create a new one; User settings > Personal access tokens",
                "NOT_A_MEMBER | | account that created the token is not in this organization; license; administrator",
                "NOT_A_MEMBER | NEVER_SIGNED_IN | never signed in; sign in to the organization; in a browser once",
                "ACCESS_DENIED | | denies access; administrator",
                "CONDITIONAL_ACCESS | | conditional access policy; administrator; network address",
                "GLOBAL_TOKEN_PROHIBITED | | \"All accessible organizations\"; for this organization alone; administrator; allowlist",
                "ORGANIZATION_NOT_FOUND | | \"contoso\"; check the organization URL; renamed",
                "ORGANIZATION_DEACTIVATED | | deactivated; sign in",
            })
    void aRejectionNamesTheCauseAndTheNextStep(Rejected.Reason reason, @Nullable Detail detail, String words) {
        assertThat(reason.message(CONTOSO, detail)).contains(words.split("; ", -1));
    }

    @Test
    void theMessageForAnExpiredTokenDoesNotSayThatItCanBeExtended() {
        assertThat(Rejected.of(Rejected.Reason.TOKEN_EXPIRED).message())
                .doesNotContainIgnoringCase("exten")
                .doesNotContainIgnoringCase("renew");
    }

    @Test
    void missingScopesAreNamedAsOnTheTokenPage() {
        String behind = " “Project and Team” is listed there after a click on “Show all scopes”.";

        assertThat(Rejected.ofMissingScopes(TokenScope.CODE_READ).message())
                .isEqualTo("The personal access token lacks “Code: Read”: edit it in Azure DevOps or create a new one, "
                        + "with this scope.");
        assertThat(Rejected.ofMissingScopes(TokenScope.WORK_ITEMS_READ, TokenScope.CODE_READ)
                        .message())
                .isEqualTo("The personal access token lacks “Code: Read” and “Work Items: Read”: edit it in Azure "
                        + "DevOps or create a new one, with these scopes.");
        assertThat(Rejected.ofMissingScopes(
                                TokenScope.WIKI_READ, TokenScope.PROJECT_AND_TEAM_READ, TokenScope.BUILD_READ)
                        .message())
                .isEqualTo("The personal access token lacks “Project and Team: Read”, “Build: Read” and “Wiki: Read”: "
                        + "edit it in Azure DevOps or create a new one, with these scopes." + behind);
        assertThat(Rejected.of(Rejected.Reason.MISSING_SCOPE).message()).endsWith("with this scope." + behind);
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
                assertThat(reason.message(detail, null)).isEqualTo(reason.message(null, null));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInconclusiveMessageDoesNotBlameWhatWasTyped(Inconclusive.Reason reason) {
        for (@Nullable Detail detail : details()) {
            assertThat(reason.message(detail, Duration.ofSeconds(5)))
                    .contains("Nothing is known to be wrong with what you entered: ")
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
    void theMessageForAThrottledRequestNamesTheWait(Duration wait, String words) {
        assertThat(Inconclusive.Reason.RATE_LIMITED.message(null, wait)).endsWith(": try again in " + words + ".");
        assertThat(Inconclusive.Reason.RATE_LIMITED.message(Detail.UNMARKED, wait))
                .endsWith(": try again in " + words + ".");
    }

    @Test
    void onlyTheMessageForAThrottledRequestNamesTheWait() {
        assertThat(Inconclusive.Reason.RATE_LIMITED.message(null, null)).endsWith(": try again a little later.");
        for (Inconclusive.Reason reason : EnumSet.complementOf(EnumSet.of(Inconclusive.Reason.RATE_LIMITED))) {
            assertThat(reason.message(null, Duration.ofSeconds(7))).isEqualTo(reason.message(null, null));
        }
    }

    @ParameterizedTest
    @CsvSource({"RATE_LIMITED", "SERVICE_UNAVAILABLE"})
    void theMessageForAnUnmarkedAnswerNamesAnotherPossibleSender(Inconclusive.Reason reason) {
        assertThat(reason.message(Detail.UNMARKED, null)).startsWith("Azure DevOps, or something in between, is ");
        assertThat(reason.message(null, null)).startsWith("Azure DevOps is ");
    }

    @Test
    void aHintAboutTheTokensTextReplacesTheGeneralAdvice() {
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

    @Test
    void theMessageForAVerifiedResultNamesTheOrganization() {
        assertThat(verified(true).message()).isEqualTo("Connected to the organization \"contoso\".");
        assertThat(verified(false).message())
                .isEqualTo("Connected to the organization \"contoso\". No project is visible to the token's owner: ask "
                        + "an administrator to add the owner to a project.");
    }
}
