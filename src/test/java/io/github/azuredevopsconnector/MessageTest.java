package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the person at the form reads: what is wrong, and what to do next. */
@Tag("network")
@Tag("unusual-environment")
class MessageTest {

    private static FakeAzureDevOps fake;
    private static AzureDevOpsConnector connector;

    @BeforeAll
    static void start() {
        fake = FakeAzureDevOps.start();
        connector = fake.connector();
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    static List<String> all() {
        Stream<String> parsers = Stream.concat(
                Arrays.stream(InvalidOrganizationUrlException.Reason.values())
                        .map(reason -> Rejected.of(new InvalidOrganizationUrlException(reason))
                                .message()),
                Arrays.stream(InvalidPersonalAccessTokenException.Reason.values())
                        .map(reason -> Rejected.of(
                                        new InvalidPersonalAccessTokenException(reason),
                                        OrganizationUrl.ofOrganization("contoso"))
                                .message()));
        Stream<String> rejected = Arrays.stream(Rejected.Reason.values())
                .map(reason -> Rejected.of(reason).message());
        Stream<String> inconclusive = Arrays.stream(Inconclusive.Reason.values())
                .map(reason -> Inconclusive.of(reason).message());
        return Stream.concat(parsers, Stream.concat(rejected, inconclusive)).collect(Collectors.toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void aMessageIsOneOrTwoSentences(String message) {
        assertThat(message).endsWith(".").matches("[A-Z][ -~“”]+");
        assertThat(message.split("(?<=\\.) (?=[A-Z])", -1)).hasSizeBetween(1, 2);
    }

    @Test
    void noTwoReasonsShareAMessage() {
        assertThat(all()).doesNotHaveDuplicates();
    }

    /** The words that must not be missing: the cause as people know it, and the next step. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TOKEN_REJECTED | mistyped; revoked; another organization; organization name; December 1, 2026",
                "TOKEN_EXPIRED | expired; create a new one; User settings > Personal access tokens",
                "MISSING_SCOPE | lacks “Project and Team: Read”; create a new one, with this scope; “Show all scopes”",
                "NOT_A_MEMBER | no access to this organization; administrator",
                "ACCESS_DENIED | denies access; administrator",
                "CONDITIONAL_ACCESS | conditional access policy; administrator",
                "GLOBAL_TOKEN_PROHIBITED | \"All accessible organizations\"; for this organization alone",
                "ORGANIZATION_NOT_FOUND | \"contoso\"; check the organization URL; renamed",
                "ORGANIZATION_DEACTIVATED | deactivated; sign in",
            })
    void aRejectionNamesTheCauseAndTheNextStep(Rejected.Reason reason, String words) {
        try (FakeAzureDevOps own = FakeAzureDevOps.start()) {
            own.organization("contoso").leadsTo(reason);
            VerificationResult result = AzureDevOpsConnector.builder()
                    .httpClient(own.httpClient())
                    .build()
                    .connect("https://dev.azure.com/contoso", own.token());

            assertThat(result.isRejected()).isTrue();
            assertThat(result.message()).contains(words.split("; ", -1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInconclusiveMessageDoesNotBlameWhatWasTyped(Inconclusive.Reason reason) {
        assertThat(Inconclusive.of(reason).message())
                .contains("Nothing is known to be wrong with what you entered")
                .doesNotContainIgnoringCase("token");
    }

    @Test
    void aTokenOfNeitherKnownShapeDoesNotLookComplete() {
        fake.organization("shapes");
        String cut = fake.token().substring(1);

        VerificationResult incomplete = connector.connect("dev.azure.com/shapes", cut);
        VerificationResult complete = connector.connect("dev.azure.com/shapes", "a".repeat(52));

        assertThat(incomplete.message())
                .contains("does not look complete", "mistyped", "check the organization name")
                .doesNotContain(cut);
        assertThat(complete.message())
                .isEqualTo(Rejected.of(Rejected.Reason.TOKEN_REJECTED).message())
                .doesNotContain("complete");
    }

    @Test
    void theParsersSentenceIsTheMessageOfInvalidInput() {
        VerificationResult url = connector.connect("https://example.org/contoso", "secret");
        VerificationResult token = connector.connect("https://dev.azure.com/contoso", "two words");

        assertThat(url.message())
                .isEqualTo(((Rejected) url).cause().orElseThrow().getMessage())
                .contains("https://contoso.visualstudio.com");
        assertThat(token.message())
                .isEqualTo(((Rejected) token).cause().orElseThrow().getMessage())
                .contains("copy it again");
        assertThat(((Rejected) url).reason()).isEqualTo(Rejected.Reason.INVALID_ORGANIZATION_URL);
        assertThat(((Rejected) token).reason()).isEqualTo(Rejected.Reason.INVALID_TOKEN);
    }

    @Test
    void aVerifiedResultNamesTheOrganization() {
        fake.organization("verified");

        assertThat(connector
                        .connect("https://Verified.visualstudio.com", fake.token())
                        .message())
                .isEqualTo("Connected to the organization \"verified\".");
    }
}
