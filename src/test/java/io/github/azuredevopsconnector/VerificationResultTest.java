package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Specifies what the three outcomes of a call have in common, and what each of them adds. */
class VerificationResultTest {

    private static final OrganizationUrl CONTOSO = OrganizationUrl.ofOrganization("contoso");
    private static final PersonalAccessToken TOKEN = PersonalAccessToken.of("secret");
    private static final AuthenticatedUser JANE = AuthenticatedUser.of(new UUID(0, 1), "Jane");

    private final Verified verified = Verified.of(CONTOSO, TOKEN, JANE, new UUID(0, 7));
    private final Rejected rejected = Rejected.of(Rejected.Reason.TOKEN_EXPIRED);
    private final Inconclusive inconclusive = Inconclusive.of(Inconclusive.Reason.RATE_LIMITED, Duration.ofSeconds(3));

    @Test
    void exactlyOneOutcomeMatches() {
        assertThat(kinds(verified)).containsExactly(true, false, false);
        assertThat(kinds(rejected)).containsExactly(false, true, false);
        assertThat(kinds(inconclusive)).containsExactly(false, false, true);
        assertThat(verified.<Object>match(v -> v, r -> "r", i -> "i")).isSameAs(verified);
        assertThat(rejected.<Object>match(v -> "v", r -> r, i -> "i")).isSameAs(rejected);
        assertThat(inconclusive.<Object>match(v -> "v", r -> "r", i -> i)).isSameAs(inconclusive);
    }

    private static List<Boolean> kinds(VerificationResult result) {
        return List.of(result.isVerified(), result.isRejected(), result.isInconclusive());
    }

    @Test
    void onlyAVerifiedResultHasAConnection() {
        assertThat(verified.orElseThrow()).isSameAs(verified.connection());
        assertThatThrownBy(rejected::orElseThrow)
                .isInstanceOfSatisfying(
                        VerificationException.class,
                        exception -> assertThat(exception.result()).isSameAs(rejected))
                .hasMessage(rejected.message())
                .hasNoCause();
        assertThatThrownBy(inconclusive::orElseThrow)
                .isInstanceOf(VerificationException.class)
                .hasNoCause();
    }

    @Test
    void aRejectionHasItsMessageUnderItsConcern() {
        assertThat(rejected.messages()).containsExactly(Map.entry(Rejected.Concern.TOKEN, rejected.message()));
        assertThat(Rejected.of(Rejected.Reason.NOT_A_MEMBER).messages().keySet())
                .containsExactly(Rejected.Concern.ACCESS);
    }

    @Test
    void theExceptionHasTheCauseOfItsResult() {
        InvalidOrganizationUrlException parser =
                new InvalidOrganizationUrlException(InvalidOrganizationUrlException.Reason.EMPTY);
        IOException failure = new IOException();

        assertThatThrownBy(Rejected.of(parser, null)::orElseThrow).cause().isSameAs(parser);
        assertThatThrownBy(
                        new Inconclusive(Inconclusive.Reason.UNREACHABLE, "x", Diagnostics.ofFailure(failure), null)
                                ::orElseThrow)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void aResultIsEqualOnlyToItself() {
        assertThat(rejected).isNotEqualTo(Rejected.of(Rejected.Reason.TOKEN_EXPIRED));
        assertThat(verified).isNotEqualTo(Verified.of(CONTOSO, TOKEN, JANE, new UUID(0, 7)));
    }

    @Test
    void everyKindOfResultCanHaveATimeToWait() {
        Duration wait = Duration.ofSeconds(5);
        Diagnostics diagnostics = Diagnostics.ofAnswer(401, "7");

        assertThat(inconclusive.retryAfter()).contains(Duration.ofSeconds(3));
        assertThat(new Verified(verified.connection(), Set.of(TokenScope.CODE_READ), "x", diagnostics, wait)
                        .retryAfter())
                .contains(wait);
        assertThat(new Rejected(Rejected.Reason.TOKEN_EXPIRED, "x", Optional.empty(), diagnostics, wait).retryAfter())
                .contains(wait);
        assertThat(new Rejected(Set.of(TokenScope.CODE_READ), Optional.empty(), diagnostics, wait).retryAfter())
                .contains(wait);
        assertThat(List.of(verified.retryAfter(), rejected.retryAfter())).containsOnly(Optional.empty());
    }

    @Test
    void toStringNamesTheReasonTheStatusAndTheActivityId() {
        Diagnostics diagnostics = Diagnostics.ofAnswer(503, "5a1d3c70");

        assertThat(verified)
                .hasToString("Verified[AzureDevOpsConnection[organizationUrl=https://dev.azure.com/contoso, user="
                        + JANE.id() + "]]");
        assertThat(new Verified(verified.connection(), Set.of(TokenScope.CODE_READ), "x", diagnostics, null))
                .hasToString("Verified[" + verified.connection() + ", httpStatus=503, activityId=5a1d3c70]");
        assertThat(rejected).hasToString("Rejected[reason=TOKEN_EXPIRED]");
        assertThat(inconclusive).hasToString("Inconclusive[reason=RATE_LIMITED]");
        assertThat(new Rejected(Rejected.Reason.TOKEN_EXPIRED, "x", Optional.empty(), diagnostics, null))
                .hasToString("Rejected[reason=TOKEN_EXPIRED, httpStatus=503, activityId=5a1d3c70]");
        assertThat(new Inconclusive(
                        Inconclusive.Reason.SERVICE_UNAVAILABLE, "x", Diagnostics.ofAnswer(503, null), null))
                .hasToString("Inconclusive[reason=SERVICE_UNAVAILABLE, httpStatus=503]");
    }

    // Verified.

    @Test
    void aVerifiedResultForTestsHasTheValuesItWasMadeFrom() {
        AzureDevOpsConnection connection = verified.connection();

        assertThat(connection.organizationUrl()).isEqualTo(CONTOSO);
        assertThat(connection.personalAccessToken()).isSameAs(TOKEN);
        assertThat(connection.user()).isEqualTo(JANE);
        assertThat(connection.organizationId()).contains(new UUID(0, 7));
        assertThat(connection.request("x").build().uri()).hasToString("https://dev.azure.com/contoso/x");
        assertThat(Verified.of(CONTOSO, TOKEN, JANE).connection().organizationId())
                .isEmpty();
        assertThat(verified.message()).isEqualTo("Connected to the organization “contoso”.");
        assertThat(verified.provedScopes()).containsExactly(TokenScope.PROJECT_AND_TEAM_READ);
        assertThatThrownBy(verified.provedScopes()::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThat(verified.httpStatus()).isEmpty();
        assertThat(verified.activityId()).isEmpty();
    }

    // Rejected.

    @ParameterizedTest
    @CsvSource({
        "INVALID_ORGANIZATION_URL, ORGANIZATION_URL",
        "INVALID_TOKEN, TOKEN",
        "TOKEN_REJECTED, EITHER",
        "TOKEN_EXPIRED, TOKEN",
        "MISSING_SCOPE, TOKEN",
        "NOT_A_MEMBER, ACCESS",
        "ACCESS_DENIED, ACCESS",
        "CONDITIONAL_ACCESS, ACCESS",
        "GLOBAL_TOKEN_PROHIBITED, TOKEN",
        "ORGANIZATION_NOT_FOUND, ORGANIZATION_URL",
        "ORGANIZATION_DEACTIVATED, ACCESS",
    })
    void eachReasonHasItsConcern(Rejected.Reason reason, Rejected.Concern concern) {
        Rejected result = Rejected.of(reason);

        assertThat(result.reason()).isEqualTo(reason);
        assertThat(reason.concern()).isEqualTo(concern);
        assertThat(result.httpStatus()).isEmpty();
        assertThat(result.activityId()).isEmpty();
        assertThat(result.cause()).isEmpty();
        assertThat(result.missingScopes())
                .isEqualTo(
                        reason == Rejected.Reason.MISSING_SCOPE ? Set.of(TokenScope.PROJECT_AND_TEAM_READ) : Set.of());
        assertThat(Rejected.of(reason, CONTOSO).missingScopes()).isEqualTo(result.missingScopes());
    }

    @Test
    void missingScopesAreInTheOrderOfTheEnum() {
        Rejected missing = Rejected.ofMissingScopes(TokenScope.WIKI_READ, TokenScope.CODE_READ, TokenScope.WIKI_READ);

        assertThat(missing.reason()).isEqualTo(Rejected.Reason.MISSING_SCOPE);
        assertThat(missing.missingScopes()).containsExactly(TokenScope.CODE_READ, TokenScope.WIKI_READ);
        assertThatThrownBy(missing.missingScopes()::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aRejectionCopiesTheSetOfMissingScopes() {
        EnumSet<TokenScope> scopes = EnumSet.of(TokenScope.CODE_READ);
        Rejected missing = new Rejected(scopes, Optional.empty(), Diagnostics.NONE, null);

        scopes.clear();

        assertThat(missing.missingScopes()).containsExactly(TokenScope.CODE_READ);
    }

    @Test
    void aRejectionOfInvalidInputKeepsTheParsersException() {
        InvalidOrganizationUrlException url =
                new InvalidOrganizationUrlException(InvalidOrganizationUrlException.Reason.EMPTY);
        InvalidPersonalAccessTokenException token =
                new InvalidPersonalAccessTokenException(InvalidPersonalAccessTokenException.Reason.EMPTY);

        assertThat(Rejected.of(url, null).reason()).isEqualTo(Rejected.Reason.INVALID_ORGANIZATION_URL);
        assertThat(Rejected.of(url, null).cause()).containsSame(url);
        assertThat(Rejected.of(token, CONTOSO).reason()).isEqualTo(Rejected.Reason.INVALID_TOKEN);
        assertThat(Rejected.of(token, CONTOSO).cause()).containsSame(token);
    }

    // Inconclusive.

    @ParameterizedTest
    @EnumSource
    void anInconclusiveResultForTestsHasOnlyItsReason(Inconclusive.Reason reason) {
        Inconclusive result = Inconclusive.of(reason);

        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.httpStatus()).isEmpty();
        assertThat(result.activityId()).isEmpty();
        assertThat(result.cause()).isEmpty();
        assertThat(result.retryAfter()).isEmpty();
        assertThat(result.message()).isEqualTo(reason.message(null, null, "dev.azure.com"));
    }

    @Test
    void theTimeToWaitOfAResultForTestsIsAtMostADay() {
        Inconclusive.Reason reason = Inconclusive.Reason.RATE_LIMITED;

        assertThat(Inconclusive.of(reason, Duration.ofDays(9)).retryAfter()).contains(Duration.ofDays(1));
        assertThat(Inconclusive.of(reason, Duration.ZERO).retryAfter()).contains(Duration.ZERO);
        assertThat(Inconclusive.of(reason, Duration.ofSeconds(7)).message()).contains("7 seconds");
        assertThatThrownBy(() -> Inconclusive.of(reason, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time to wait must not be negative");
    }

    @Test
    void anInconclusiveResultHasItsDiagnostics() {
        Diagnostics diagnostics = Diagnostics.ofAnswer(503, "5a1d3c70").withCause(new IOException("x"));
        Inconclusive result = new Inconclusive(Inconclusive.Reason.UNEXPECTED_RESPONSE, "m", diagnostics, null);

        assertThat(result.message()).isEqualTo("m");
        assertThat(result.httpStatus()).hasValue(503);
        assertThat(result.activityId()).contains("5a1d3c70");
        assertThat(result.cause().orElseThrow()).hasMessage("x");
    }
}
