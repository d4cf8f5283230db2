package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Responses.SERVICE_HEADER;
import static io.github.azuredevopsconnector.Responses.exception;
import static io.github.azuredevopsconnector.Responses.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Detail;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what a refusal means, one case in each row. {@link AnswerReaderSuccessTest} specifies successes. */
@Tag("unusual-environment")
class AnswerReaderTest {

    private static final String USER = "5a1d3c70-0000-4000-8000-0123456789ab";
    private static final String EXPIRED = "Access Denied: The Personal Access Token used has expired.";
    private static final String STOPPED = "TF24668: The following team project collection is stopped: Contoso. ";
    private static final String INACTIVE = STOPPED + "Administrator Reason: deactivated due to inactivity.";

    private static final Probe PROJECTS = TokenScope.PROJECT_AND_TEAM_READ.probe();
    private static final List<Probe> PROBES = List.of(Probe.CALLER, PROJECTS, TokenScope.CODE_READ.probe());

    // Statuses without a reason.

    @ParameterizedTest
    @CsvSource({
        "200, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "203, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "302, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "399, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "400, REFUSED_BY_UNKNOWN_SENDER, BAD_REQUEST",
        "401, REFUSED_BY_UNKNOWN_SENDER, UNAUTHORIZED",
        "402, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "403, REFUSED_BY_UNKNOWN_SENDER, FORBIDDEN",
        "404, REFUSED_BY_UNKNOWN_SENDER, NOT_FOUND",
        "407, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED",
        "429, RATE_LIMITED, RATE_LIMITED",
        "499, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "500, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "510, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "511, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "512, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "599, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "600, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
    })
    void aStatusAloneIsARefusalOnlyIfAzureDevOpsSentIt(int status, String fromUnknownSender, String fromAzureDevOps) {
        for (Probe probe : PROBES) {
            Finding finding = AnswerReader.read(probe, response(status, ""));

            assertThat(meaning(finding)).isEqualTo(fromUnknownSender);
            assertThat(meaning(probe, response(status, "", SERVICE_HEADER))).isEqualTo(fromAzureDevOps);
            assertThat(finding.diagnostics().httpStatus()).hasValue(status);
            assertThat(finding.diagnostics().activityId()).isEmpty();
            assertThat(finding.diagnostics().cause()).isEmpty();
            assertThat(finding.user()).isEmpty();
            assertThat(finding.organizationId()).isNull();
        }
    }

    // Refusals with a reason.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code   | VS403463: The conditional access policy defined by your administrator has failed. | CONDITIONAL_ACCESS |",
                "code   | TF400813: The user '" + USER
                        + "' is not authorized to access this resource. | NOT_A_MEMBER |",
                "code   | TF401444: Please sign-in at least once as x\\y in a web browser to enable access. | NOT_A_MEMBER | NEVER_SIGNED_IN",
                "code   | " + INACTIVE + " | ORGANIZATION_DEACTIVATED |",
                "code   | " + STOPPED
                        + "The organization was deactivated due to INACTIVITY. | ORGANIZATION_DEACTIVATED |",
                "code   | " + STOPPED + "Administrator Reason: abuse. | SERVICE_UNAVAILABLE |",
                "code   | TF24668: The collection is stopped: Inactive-Labs. Administrator Reason: abuse. | SERVICE_UNAVAILABLE |",
                "code   | TF400733: The request has been canceled: blocked for load. | RATE_LIMITED |",
                "code   | TF400813: The user '' is not authorized to access this resource. | UNAUTHORIZED |",
                "code   | TF400813: Resource not available for anonymous access. | UNAUTHORIZED |",
                "code   | TF50309: The following account does not have sufficient permissions. | UNAUTHORIZED |",
                "code   | VS4034630: a code of its own | UNAUTHORIZED |",
                "code   | TF246680: inactivity has another code here | UNAUTHORIZED |",
                "phrase | " + EXPIRED + " | TOKEN_EXPIRED |",
                "phrase | the personal access token USED HAS EXPIRED | TOKEN_EXPIRED |",
                "phrase | The policy prohibits access by global Personal Access Token (PAT). | GLOBAL_TOKEN_PROHIBITED |",
                "phrase | Global PATs are not allowed. | GLOBAL_TOKEN_PROHIBITED |",
                "phrase | Jane needs the following permission(s) on the resource X: Y | FORBIDDEN |",
                "phrase | The Personal Access Token has expired | UNAUTHORIZED |",
                "phrase | A global pattern of tokens | UNAUTHORIZED |",
                "phrase | Jane needs a permission | UNAUTHORIZED |",
            })
    void theExplanationOfARefusalIsRead(String kind, String text, String meaning, @Nullable Detail detail) {
        // An error code at the beginning shows that Azure DevOps sent the answer.
        String fromUnknownSender = kind.equals("code") ? meaning : "REFUSED_BY_UNKNOWN_SENDER";

        for (Probe probe : PROBES) {
            Finding fromAzureDevOps = AnswerReader.read(probe, response(401, text, SERVICE_HEADER));
            assertThat(meaning(fromAzureDevOps)).isEqualTo(meaning);
            assertThat(fromAzureDevOps.detail()).isEqualTo(detail);
            assertThat(meaning(probe, response(401, text))).isEqualTo(fromUnknownSender);
            assertThat(meaning(probe, response(401, "", "X-TFS-ServiceError: " + text)))
                    .isEqualTo(meaning);
        }
    }

    /** Texts of pages from filters, gateways and status sites, not from Azure DevOps. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Blocked by policy: this request carries a global Personal Access Token",
                "Alert: a Personal Access Token used has expired",
                "Your account needs the following permission: Internet access",
                "Known issue VS403463: conditional access",
                "Users report TF400813: The user 'jane' is not authorized",
                "(TF401444: Please sign-in at least once)",
                "Why does TF24668: inactive appear?",
                "tf400813: The user 'jane' is not authorized",
                "VS403463 conditional access",
            })
    void aPageThatOnlyQuotesAnExplanationIsNotReadAsOne(String text) {
        for (String body : new String[] {text, "<html><title>" + text + "</title></html>"}) {
            for (int status : new int[] {400, 401, 403, 404}) {
                assertThat(meaning(PROJECTS, response(status, body))).isEqualTo("REFUSED_BY_UNKNOWN_SENDER");
            }
            for (int status : new int[] {200, 203, 302, 405, 511}) {
                assertThat(meaning(PROJECTS, response(status, body, "Location: https://portal.example/")))
                        .isEqualTo("UNEXPECTED_RESPONSE");
            }
            for (int status : new int[] {500, 503}) {
                assertThat(meaning(PROJECTS, response(status, body))).isEqualTo("SERVICE_UNAVAILABLE");
            }
        }
    }

    /**
     * An error code or a phrase counts with status 4xx, except for 407 and 429. The code TF24668 also counts with 429,
     * and with 5xx except for 511.
     */
    @ParameterizedTest
    @CsvSource({
        "200, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "399, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "400, CONDITIONAL_ACCESS, TOKEN_EXPIRED, ORGANIZATION_DEACTIVATED, RATE_LIMITED",
        "404, CONDITIONAL_ACCESS, TOKEN_EXPIRED, ORGANIZATION_DEACTIVATED, RATE_LIMITED",
        "407, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED",
        "429, RATE_LIMITED, RATE_LIMITED, ORGANIZATION_DEACTIVATED, RATE_LIMITED",
        "499, CONDITIONAL_ACCESS, TOKEN_EXPIRED, ORGANIZATION_DEACTIVATED, RATE_LIMITED",
        "500, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, ORGANIZATION_DEACTIVATED, SERVICE_UNAVAILABLE",
        "511, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "600, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
    })
    void theStatusDecidesWhetherACodeOrPhraseCounts(
            int status, String code, String phrase, String stopped, String throttled) {
        assertThat(meaning(PROJECTS, response(status, "VS403463: x", SERVICE_HEADER)))
                .isEqualTo(code);
        assertThat(meaning(PROJECTS, response(status, EXPIRED, SERVICE_HEADER))).isEqualTo(phrase);
        assertThat(meaning(PROJECTS, response(status, INACTIVE, SERVICE_HEADER)))
                .isEqualTo(stopped);
        assertThat(meaning(PROJECTS, response(status, "TF400733: x", SERVICE_HEADER)))
                .isEqualTo(throttled);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410})
    void aRefusalWithCodeTf400813MeansNotAMemberOnlyIfItNamesAUser(int status) {
        for (String user : new String[] {"user ''", "user"}) {
            assertThat(meaning(PROJECTS, response(status, "TF400813: The " + user + " is not authorized")))
                    .isEqualTo("UNAUTHORIZED");
        }
        assertThat(meaning(PROJECTS, response(status, "TF400813: The user 'x' is not authorized")))
                .isEqualTo("NOT_A_MEMBER");
    }

    @ParameterizedTest
    @CsvSource({
        "200, GRANTED",
        "203, TOKEN_EXPIRED",
        "302, TOKEN_EXPIRED",
        "401, TOKEN_EXPIRED",
        "407, PROXY_AUTHENTICATION_REQUIRED",
        "429, RATE_LIMITED",
        "500, SERVICE_UNAVAILABLE"
    })
    void aPhraseInTheErrorHeaderCountsUnlessTheStatusDecides(int status, String meaning) {
        Answer answer = response(status, "{\"count\":1,\"value\":[]}", "X-TFS-ServiceError: " + EXPIRED);

        assertThat(meaning(PROJECTS, answer)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VS403463: The Personal Access Token used has expired, a global PAT | TOKEN_EXPIRED",
                "VS403463: global PAT needs the following permission | GLOBAL_TOKEN_PROHIBITED",
                "VS403463: needs the following permission | CONDITIONAL_ACCESS",
                "TF400813: The user '' needs the following permission | FORBIDDEN",
            })
    void theMoreSpecificOfTwoExplanationsCounts(String text, String meaning) {
        assertThat(meaning(PROJECTS, response(401, text))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"count\":1,\"value\":[]} | SERVICE_UNAVAILABLE",
                "302 | '' | SERVICE_UNAVAILABLE",
                "401 | '' | SERVICE_UNAVAILABLE",
                "401 | VS403463: x | SERVICE_UNAVAILABLE",
                "404 | '' | SERVICE_UNAVAILABLE",
                "429 | '' | RATE_LIMITED",
                "503 | VS403205: The organization is being moved because it was inactive. | SERVICE_UNAVAILABLE",
                "503 | " + INACTIVE + " | ORGANIZATION_DEACTIVATED",
            })
    void anOfflineHostIsUnavailableUnlessRateLimitedOrDeactivated(int status, String body, String meaning) {
        assertThat(meaning(PROJECTS, response(status, body, "X-VSS-HostOfflineError: x")))
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "403", "404"})
    void anOperationThatIsClosedToTokensIsForbiddenUnlessTheTokenWasRevoked(int status) {
        String body = exception("InvalidAccessException", "The requested operation is not allowed.");
        String refusal = "{\"message\":\"x\",\"typeKey\":\"InvalidAccessException\"}";

        for (Probe probe : PROBES) {
            assertThat(meaning(probe, response(status, body))).isEqualTo("FORBIDDEN");
            assertThat(meaning(probe, response(status, refusal, SERVICE_HEADER)))
                    .isEqualTo("FORBIDDEN");
            assertThat(meaning(probe, response(status, refusal))).isEqualTo("REFUSED_BY_UNKNOWN_SENDER");
            assertThat(meaning(probe, response(status, body, "X-VSS-AuthenticateError: RevokedToken")))
                    .isEqualTo("TOKEN_REJECTED");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, SomeException, UNAUTHORIZED",
        "401, AccessCheckException, UNAUTHORIZED",
        "403, AccessCheckException, FORBIDDEN",
        "403, UnauthorizedRequestException, FORBIDDEN",
        "302, InvalidAccessException, UNEXPECTED_RESPONSE",
        "503, InvalidAccessException, SERVICE_UNAVAILABLE",
    })
    void anExceptionTypeThatDoesNotCountMeansWhatTheStatusMeans(int status, String type, String meaning) {
        Answer answer = response(status, exception(type, "x"), "X-VSS-AuthenticateError: RevokedToken");

        assertThat(meaning(PROJECTS, answer)).isEqualTo(meaning);
    }

    /** The exceptions that Microsoft's client library declares, package Microsoft.VisualStudio.Services.Client. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "VssInvalidApiResourceVersionException",
                "VssInvalidPreviewVersionException",
                "VssVersionNotSpecifiedException",
                "VssVersionNotSupportedException",
                "VssVersionOutOfRangeException",
            })
    void anOutdatedApiVersionIsReportedOnlyWithStatus400(String type) {
        String outdated = exception(type, "The requested version is not supported.");

        for (Probe probe : PROBES) {
            Finding finding = AnswerReader.read(probe, response(400, outdated));
            assertThat(finding.detail()).isEqualTo(Detail.OUTDATED_REQUEST);
            assertThat(finding).hasToString("BAD_REQUEST");
            assertThat(meaning(probe, response(404, outdated))).isEqualTo("NOT_FOUND");
            assertThat(AnswerReader.read(probe, response(404, outdated)).detail())
                    .isNull();
            assertThat(AnswerReader.read(probe, response(400, exception("HttpException", "x")))
                            .detail())
                    .isNull();
        }
    }

    // The other properties of a finding.

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aTemporaryErrorIsFromAnUnknownSenderUnlessItShowsThatAzureDevOpsSentIt(int status) {
        assertThat(AnswerReader.read(PROJECTS, response(status, "<html>")).detail())
                .isEqualTo(Detail.UNKNOWN_SENDER);
        assertThat(AnswerReader.read(PROJECTS, response(status, "<html>", SERVICE_HEADER))
                        .detail())
                .isNull();
        assertThat(AnswerReader.read(PROJECTS, response(status, "TF10216: Azure DevOps is currently unavailable."))
                        .detail())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"200", "302", "401", "404", "429", "503"})
    void theTimeToWaitIsReadFromEveryAnswer(int status) {
        assertThat(AnswerReader.read(PROJECTS, response(status, "{\"count\":0,\"value\":[]}", "Retry-After: 7"))
                        .retryAfter())
                .contains(Duration.ofSeconds(7));
    }

    /** The columns: the seconds from now, and whether they count as the time until the rate limit is reset. */
    @ParameterizedTest
    @CsvSource({"-5, false", "60, true", "3590, true", "3700, false", "86400, false"})
    void aRateLimitResetCountsOnlyIfItIsWithinTheNextHour(int seconds, boolean read) {
        Instant reset = Instant.now().plusSeconds(seconds);

        Optional<Duration> wait = AnswerReader.read(
                        PROJECTS, response(429, "", "X-RateLimit-Reset: " + reset.getEpochSecond()))
                .rateLimitReset();

        assertThat(wait.isPresent()).isEqualTo(read);
        wait.ifPresent(
                until -> assertThat(until).isBetween(Duration.ofSeconds(seconds - 30), Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "+60"})
    void aRateLimitResetThatIsNotANumberOfSecondsIsIgnored(String header) {
        assertThat(AnswerReader.read(PROJECTS, response(429, "", "X-RateLimit-Reset: " + header))
                        .rateLimitReset())
                .isEmpty();
    }

    /** The status and the headers of an answer count even if its body is in an unknown coding. */
    @ParameterizedTest
    @CsvSource({
        "200, ActivityId: x, UNEXPECTED_RESPONSE, true",
        "401, ActivityId: x, UNEXPECTED_RESPONSE, true",
        "404, X-MSEdge-Ref: x, UNEXPECTED_RESPONSE, true",
        "404, Server: x, UNEXPECTED_RESPONSE, true",
        "407, Server: x, PROXY_AUTHENTICATION_REQUIRED, true",
        "503, ActivityId: x, SERVICE_UNAVAILABLE, true",
        "401, X-TFS-ServiceError: Personal Access Token used has expired, TOKEN_EXPIRED, false",
        "302, Location: https://sps.vssps.visualstudio.com/_signin, SIGN_IN, false",
    })
    void anUnknownContentCodingIsTheCauseUnlessAHeaderDecides(
            int status, String header, String meaning, boolean cause) {
        Finding finding = AnswerReader.read(PROJECTS, response(status, "{\"count\":1", "Content-Encoding: br", header));

        assertThat(meaning(finding)).isEqualTo(meaning);
        assertThat(finding.diagnostics().httpStatus()).hasValue(status);
        assertThat(finding.diagnostics().cause().isPresent()).isEqualTo(cause);
        finding.diagnostics()
                .cause()
                .ifPresent(it -> assertThat(it)
                        .hasMessage("The answer has a content coding that was not asked for and cannot be decoded"));
    }

    @Test
    void anExchangeThatTimesOutIsReadAsTimedOut() {
        Finding finding = AnswerReader.read(PROJECTS, Answer.failure(new HttpTimeoutException("x")));

        assertThat(meaning(finding)).isEqualTo("TIMED_OUT");
        assertThat(finding.diagnostics().cause()).isPresent();
    }

    /** The missing body makes the reader throw, like a defect in a JSON parser. */
    @Test
    @SuppressWarnings("NullAway")
    void anAnswerThatMakesTheReaderThrowIsUnexpected() {
        Finding finding = AnswerReader.read(PROJECTS, Answer.response(200, Responses.headers(), (byte[]) null, false));

        assertThat(meaning(finding)).isEqualTo("UNEXPECTED_RESPONSE");
        assertThat(finding.diagnostics().cause().orElseThrow())
                .hasMessage("The answer cannot be read: java.lang.NullPointerException")
                .hasNoCause();
    }

    private static String meaning(Probe probe, Answer answer) {
        return meaning(AnswerReader.read(probe, answer));
    }

    private static String meaning(Finding finding) {
        return finding.toString();
    }
}
