package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies the verdict on each answer of the fake, over real HTTP and TLS. */
@Tag("network")
class ConnectVerdictTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough for every answer that comes, even on a busy computer. */
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);
    /** Long enough for most answers that come. If one of them is late, the verdict is the same. */
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private static final AtomicInteger ROWS = new AtomicInteger();

    /** The rows run in parallel. */
    @AutoClose
    private static final FakeAzureDevOps FAKE = FakeAzureDevOps.start();

    private static final HttpClient CLIENT = FAKE.httpClient();

    /** Loads the classes and opens connections, so that this does not count against a short timeout. */
    @BeforeAll
    static void warmUp() {
        connector(PATIENCE).connect(organization().url(), FAKE.token());
    }

    /**
     * The columns: the answer, and the verdict if this is the answer to all requests, to the request for projects, and
     * to the request about a scope.
     */
    @ParameterizedTest
    @CsvSource({
        // The answers name the user and grant projects and the scope.
        "OK, VERIFIED, VERIFIED, VERIFIED",
        "OK_NEAR_RATE_LIMIT, VERIFIED, VERIFIED, VERIFIED",
        "OK_WITH_NOTHING_VISIBLE, VERIFIED, VERIFIED, VERIFIED",
        "OK_GZIPPED, VERIFIED, VERIFIED, VERIFIED",

        // An organization with public projects serves everyone.
        "ANONYMOUS, TOKEN_REJECTED, VERIFIED, VERIFIED",

        // The token is not accepted, or lacks the scope.
        "UNAUTHORIZED, TOKEN_REJECTED, MISSING_SCOPE, MISSING_SCOPE",
        "UNAUTHORIZED_AS_ANONYMOUS, TOKEN_REJECTED, MISSING_SCOPE, MISSING_SCOPE",
        "UNAUTHORIZED_AS_NOBODY, TOKEN_REJECTED, MISSING_SCOPE, MISSING_SCOPE",
        "UNAUTHORIZED_WITHOUT_USER, TOKEN_REJECTED, MISSING_SCOPE, MISSING_SCOPE",
        "SIGN_IN_REDIRECT, TOKEN_REJECTED, MISSING_SCOPE, MISSING_SCOPE",
        "SIGN_IN_REDIRECT_TO_ENTRA, TOKEN_REJECTED, MISSING_SCOPE, MISSING_SCOPE",
        "SIGN_IN_PAGE, TOKEN_REJECTED, MISSING_SCOPE, MISSING_SCOPE",

        // Refusals with a reason.
        "REVOKED, TOKEN_REJECTED, TOKEN_REJECTED, TOKEN_REJECTED",
        "EXPIRED, TOKEN_EXPIRED, TOKEN_EXPIRED, TOKEN_EXPIRED",
        "EXPIRED_IN_HEADER, TOKEN_EXPIRED, TOKEN_EXPIRED, TOKEN_EXPIRED",
        "EXPIRED_AS_TEXT, TOKEN_EXPIRED, TOKEN_EXPIRED, TOKEN_EXPIRED",
        "EXPIRED_AS_PAGE, TOKEN_EXPIRED, TOKEN_EXPIRED, TOKEN_EXPIRED",
        "GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED",
        "CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS",
        "CONDITIONAL_ACCESS_PAGE, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS",
        "DEACTIVATED, ORGANIZATION_DEACTIVATED, ORGANIZATION_DEACTIVATED, ORGANIZATION_DEACTIVATED",

        // The service refuses the owner of the token. As the answer about a scope, these mean that a member has no
        // license.
        "NOT_A_MEMBER, NOT_A_MEMBER, NOT_A_MEMBER, ACCESS_DENIED",
        "NOT_A_MEMBER_BY_ACCOUNT, NOT_A_MEMBER, NOT_A_MEMBER, ACCESS_DENIED",
        "NOT_A_MEMBER_IN_DOUBLE_QUOTES, NOT_A_MEMBER, NOT_A_MEMBER, ACCESS_DENIED",
        "NEVER_SIGNED_IN, NOT_A_MEMBER, NOT_A_MEMBER, ACCESS_DENIED",
        "PERMISSION_MISSING, ACCESS_DENIED, ACCESS_DENIED, ACCESS_DENIED",
        "PERMISSION_INSUFFICIENT, ACCESS_DENIED, ACCESS_DENIED, ACCESS_DENIED",
        "GUESTS_NOT_ALLOWED, ACCESS_DENIED, ACCESS_DENIED, ACCESS_DENIED",
        "CLOSED_TO_TOKENS, ACCESS_DENIED, ACCESS_DENIED, ACCESS_DENIED",
        "CLOSED_TO_TOKENS_FORBIDDEN, ACCESS_DENIED, ACCESS_DENIED, ACCESS_DENIED",
        "FORBIDDEN, ACCESS_DENIED, ACCESS_DENIED, ACCESS_DENIED",

        // The organization or a resource does not exist. An answer that names the user proves a scope.
        "NOT_FOUND, ORGANIZATION_NOT_FOUND, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "NOT_FOUND_PAGE, ORGANIZATION_NOT_FOUND, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "PATH_NOT_FOUND, ORGANIZATION_NOT_FOUND, UNEXPECTED_RESPONSE, VERIFIED",
        "BAD_REQUEST, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, VERIFIED",

        // The answers prove nothing about the credentials.
        "RATE_LIMITED, RATE_LIMITED, RATE_LIMITED, RATE_LIMITED",
        "RATE_LIMITED_AS_UNAUTHORIZED, RATE_LIMITED, RATE_LIMITED, RATE_LIMITED",
        "STOPPED, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "UNAVAILABLE_PAGE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "OFFLINE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "OFFLINE_AS_NOT_FOUND, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "BAD_GATEWAY, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE, SERVICE_UNAVAILABLE",
        "BLOCKED_BY_EDGE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "UNKNOWN_TO_EDGE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "GATEWAY_REFUSAL, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "GATEWAY_SIGN_IN, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "CAPTIVE_PORTAL, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "NETWORK_SIGN_IN, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "FILTER_PAGE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE",
        "PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED",
        "TRUNCATED, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, VERIFIED",
        "UNKNOWN_CODING, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, VERIFIED",
        "GZIP_BOMB, UNEXPECTED_RESPONSE, UNEXPECTED_RESPONSE, VERIFIED",
        "SILENT, TIMED_OUT, TIMED_OUT, TIMED_OUT",
        "STALLED, TIMED_OUT, TIMED_OUT, TIMED_OUT",
        "CUT, UNREACHABLE, UNREACHABLE, UNREACHABLE",
    })
    void eachAnswerLeadsToTheExpectedVerdict(FakeAnswer answer, String all, String projects, String scope) {
        FakeOrganization ofAll = organization().answers(answer);
        FakeOrganization ofProjects = organization().answers(TokenScope.PROJECT_AND_TEAM_READ, answer);
        FakeOrganization ofScope = organization().answers(TokenScope.CODE_READ, answer);

        assertThat(Stream.of(ofAll, ofProjects, ofScope)
                        .map(organization -> connector(answer.hangs() ? TWO_SECONDS : PATIENCE, TokenScope.CODE_READ)
                                .connectAsync(organization.url(), FAKE.token()))
                        .collect(Collectors.toList()))
                .extracting(future -> verdictOf(future.join()))
                .containsExactly(all, projects, scope);
    }

    @Test
    void theTableHasEveryAnswer() throws Exception {
        String[] rows = ConnectVerdictTest.class
                .getDeclaredMethod(
                        "eachAnswerLeadsToTheExpectedVerdict",
                        FakeAnswer.class,
                        String.class,
                        String.class,
                        String.class)
                .getAnnotation(CsvSource.class)
                .value();

        assertThat(rows)
                .extracting(row -> row.split(",", 2)[0])
                .containsExactlyInAnyOrder(
                        Arrays.stream(FakeAnswer.values()).map(Enum::name).toArray(String[]::new));
    }

    /**
     * The answers for connection data, projects, {@code CODE_READ} and {@code BUILD_READ}, at least one of which hangs.
     * {@link VerdictTableTest} has all rows.
     */
    @ParameterizedTest
    @CsvSource({
        "SILENT, EXPIRED, OK, OK, TOKEN_EXPIRED",
        "OK, OK, UNAUTHORIZED, SILENT, MISSING_SCOPE",
        "UNAUTHORIZED, SIGN_IN_REDIRECT, UNAVAILABLE, SILENT, TOKEN_REJECTED",
        "UNAUTHORIZED, STALLED, OK, OK, TIMED_OUT",
    })
    void aHangingAnswerDecidesOnlyIfTheOthersDoNot(
            FakeAnswer connectionData, FakeAnswer projects, FakeAnswer code, FakeAnswer build, String verdict) {
        FakeOrganization organization = organization()
                .answers("_apis/connectionData", connectionData)
                .answers(TokenScope.PROJECT_AND_TEAM_READ, projects)
                .answers(TokenScope.CODE_READ, code)
                .answers(TokenScope.BUILD_READ, build);

        VerificationResult result = connector(FIVE_SECONDS, TokenScope.CODE_READ, TokenScope.BUILD_READ)
                .connect(organization.url(), FAKE.token());

        assertThat(verdictOf(result)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @MethodSource("io.github.azuredevopsconnector.testing.FakeReasons#rejections")
    void aFakeOrganizationLeadsToTheChosenRejection(Rejected.Reason reason) {
        FakeOrganization organization = organization().leadsTo(reason);

        assertThat(verdictOf(connector(PATIENCE).connect(organization.url(), FAKE.token())))
                .isEqualTo(reason.name());
        assertThat(verdictOf(connector(PATIENCE, TokenScope.values()).connect(organization.url(), FAKE.token())))
                .isEqualTo(reason.name());
    }

    @ParameterizedTest
    @MethodSource("io.github.azuredevopsconnector.testing.FakeReasons#inconclusives")
    void aFakeOrganizationLeadsToTheChosenInconclusiveReason(Inconclusive.Reason reason) {
        FakeOrganization organization = organization().leadsTo(reason);

        VerificationResult result = connector(reason == Inconclusive.Reason.TIMED_OUT ? TWO_SECONDS : PATIENCE)
                .connect(organization.url(), FAKE.token());

        assertThat(verdictOf(result)).isEqualTo(reason.name());
    }

    @Test
    void theFakeSaysHowToGetAReasonThatNoAnswerLeadsTo() {
        FakeOrganization organization = organization();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> organization.leadsTo(Rejected.Reason.INVALID_ORGANIZATION_URL))
                .withMessageEndingWith("connect with input that is not an organization URL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> organization.leadsTo(Rejected.Reason.INVALID_TOKEN))
                .withMessageContaining("connect with input that cannot be a token");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> organization.leadsTo(Inconclusive.Reason.TLS_FAILURE))
                .withMessageContaining("untrustingHttpClientBuilder()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> organization.leadsTo(Inconclusive.Reason.INTERRUPTED))
                .withMessageContaining("interrupt the thread");
    }

    private static FakeOrganization organization() {
        return FAKE.organization("row-" + ROWS.incrementAndGet());
    }

    private static AzureDevOpsConnector connector(Duration timeout, TokenScope... scopes) {
        return AzureDevOpsConnector.builder()
                .httpClient(CLIENT)
                .timeout(timeout)
                .requires(scopes)
                .build();
    }
}
