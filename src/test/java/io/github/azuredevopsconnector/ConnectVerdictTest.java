package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.statusOf;
import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies which verdict two answers make together: one row a case, over real HTTP and TLS. */
@Tag("network")
class ConnectVerdictTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Long enough for every answer that comes, even on a busy computer. */
    private static final Duration HASTE = Duration.ofSeconds(10);

    private static final AtomicInteger ROWS = new AtomicInteger();

    /** All rows run at the same time over one connection. */
    @AutoClose
    private static final FakeAzureDevOps FAKE = FakeAzureDevOps.start().withStreams(1_000);

    private static final HttpClient CLIENT = FAKE.httpClient();

    /** Loads the classes and opens the connection before a short timeout begins. */
    @BeforeAll
    static void warmUp() {
        connector(false).connect(organization().url(), FAKE.token());
    }

    /** The answers for connection data and for projects, the verdict, and the HTTP status of the deciding answer. */
    @ParameterizedTest
    @CsvSource({
        // The user is named and may read projects.
        "OK, OK, VERIFIED,",
        "OK, OK_WITH_NOTHING_VISIBLE, VERIFIED,",
        "OK_GZIPPED, OK_GZIPPED, VERIFIED,",
        "OK_NEAR_RATE_LIMIT, OK_NEAR_RATE_LIMIT, VERIFIED,",
        "OK, ANONYMOUS, VERIFIED,",

        // The same explained refusal in both answers, in each of its shapes.
        "EXPIRED, EXPIRED, TOKEN_EXPIRED, 401",
        "EXPIRED_IN_HEADER, EXPIRED_IN_HEADER, TOKEN_EXPIRED, 401",
        "EXPIRED_AS_TEXT, EXPIRED_AS_TEXT, TOKEN_EXPIRED, 401",
        "EXPIRED_AS_PAGE, EXPIRED_AS_PAGE, TOKEN_EXPIRED, 401",
        "GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, 401",
        "NOT_A_MEMBER, NOT_A_MEMBER, NOT_A_MEMBER, 401",
        "NOT_A_MEMBER_BY_ACCOUNT, NOT_A_MEMBER_BY_ACCOUNT, NOT_A_MEMBER, 401",
        "NOT_A_MEMBER_IN_DOUBLE_QUOTES, NOT_A_MEMBER_IN_DOUBLE_QUOTES, NOT_A_MEMBER, 401",
        "NEVER_SIGNED_IN, NEVER_SIGNED_IN, NOT_A_MEMBER, 401",
        "REVOKED, REVOKED, TOKEN_REJECTED, 401",
        "CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, 403",
        "CONDITIONAL_ACCESS_PAGE, CONDITIONAL_ACCESS_PAGE, CONDITIONAL_ACCESS, 403",
        "DEACTIVATED, DEACTIVATED, ORGANIZATION_DEACTIVATED, 503",

        // An explained refusal in one answer decides, whatever the other one is. VerdictTableTest has the rows with two
        // different refusals, because the later one may come too late.
        "OK, EXPIRED, TOKEN_EXPIRED, 401",
        "EXPIRED, OK, TOKEN_EXPIRED, 401",
        "OK, NOT_A_MEMBER, NOT_A_MEMBER, 401",
        "NOT_A_MEMBER, OK, NOT_A_MEMBER, 401",
        "OK, NEVER_SIGNED_IN, NOT_A_MEMBER, 401",
        "OK, REVOKED, TOKEN_REJECTED, 401",
        "UNAVAILABLE, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, 403",
        "RATE_LIMITED, GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, 401",
        "DEACTIVATED, UNAVAILABLE, ORGANIZATION_DEACTIVATED, 503",
        "CUT, EXPIRED, TOKEN_EXPIRED, 401",
        "SILENT, EXPIRED, TOKEN_EXPIRED, 401",
        "EXPIRED, SILENT, TOKEN_EXPIRED, 401",
        "STALLED, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, 403",
        "CAPTIVE_PORTAL, EXPIRED, TOKEN_EXPIRED, 401",

        // A public organization serves everyone.
        "ANONYMOUS, ANONYMOUS, TOKEN_REJECTED, 200",
        "ANONYMOUS, OK, TOKEN_REJECTED, 200",
        "ANONYMOUS, UNAUTHORIZED, TOKEN_REJECTED, 200",
        "ANONYMOUS, UNAVAILABLE, TOKEN_REJECTED, 200",
        "ANONYMOUS, SILENT, TOKEN_REJECTED, 200",

        // A valid token without the scope to read projects.
        "OK, UNAUTHORIZED, MISSING_SCOPE, 401",
        "OK, UNAUTHORIZED_AS_ANONYMOUS, MISSING_SCOPE, 401",
        "OK, UNAUTHORIZED_AS_NOBODY, MISSING_SCOPE, 401",
        "OK, UNAUTHORIZED_WITHOUT_USER, MISSING_SCOPE, 401",
        "OK, SIGN_IN_REDIRECT, MISSING_SCOPE, 302",
        "OK, SIGN_IN_REDIRECT_TO_ENTRA, MISSING_SCOPE, 302",
        "OK, SIGN_IN_PAGE, MISSING_SCOPE, 203",

        // A valid token whose owner is refused. Such an answer for connection data alone decides nothing.
        "OK, FORBIDDEN, ACCESS_DENIED, 403",
        "OK, PERMISSION_MISSING, ACCESS_DENIED, 403",
        "OK, PERMISSION_INSUFFICIENT, ACCESS_DENIED, 403",
        "OK, GUESTS_NOT_ALLOWED, ACCESS_DENIED, 403",
        "OK, CLOSED_TO_TOKENS, ACCESS_DENIED, 401",
        "OK, CLOSED_TO_TOKENS_FORBIDDEN, ACCESS_DENIED, 403",
        "FORBIDDEN, FORBIDDEN, ACCESS_DENIED, 403",
        "PERMISSION_MISSING, PERMISSION_MISSING, ACCESS_DENIED, 403",
        "PERMISSION_INSUFFICIENT, GUESTS_NOT_ALLOWED, ACCESS_DENIED, 403",
        "CLOSED_TO_TOKENS, CLOSED_TO_TOKENS, ACCESS_DENIED, 401",
        "PERMISSION_MISSING, OK, VERIFIED,",
        "PERMISSION_MISSING, UNAVAILABLE, SERVICE_UNAVAILABLE, 503",
        "PERMISSION_MISSING, UNAUTHORIZED, UNEXPECTED_RESPONSE, 403",

        // The organization does not exist.
        "NOT_FOUND, NOT_FOUND, ORGANIZATION_NOT_FOUND, 404",
        "NOT_FOUND_PAGE, NOT_FOUND_PAGE, ORGANIZATION_NOT_FOUND, 404",
        "PATH_NOT_FOUND, PATH_NOT_FOUND, ORGANIZATION_NOT_FOUND, 404",

        // The user header names the user if connection data does not.
        "BAD_REQUEST, OK, VERIFIED,",
        "UNAUTHORIZED, OK, VERIFIED,",
        "FORBIDDEN, OK, VERIFIED,",
        "NOT_FOUND, OK_WITH_NOTHING_VISIBLE, VERIFIED,",
        "PATH_NOT_FOUND, OK_GZIPPED, VERIFIED,",
        "FILTER_PAGE, OK, VERIFIED,",
        "GATEWAY_REFUSAL, OK, VERIFIED,",
        "CLOSED_TO_TOKENS, OK, VERIFIED,",
        "NOT_FOUND, ANONYMOUS, UNEXPECTED_RESPONSE, 404",
        "UNAUTHORIZED, ANONYMOUS, UNEXPECTED_RESPONSE, 401",
        "SIGN_IN_REDIRECT, OK, UNEXPECTED_RESPONSE, 302",
        "CAPTIVE_PORTAL, OK, UNEXPECTED_RESPONSE, 200",

        // The token is not accepted.
        "UNAUTHORIZED, UNAUTHORIZED, TOKEN_REJECTED, 401",
        "UNAUTHORIZED_AS_ANONYMOUS, UNAUTHORIZED_AS_ANONYMOUS, TOKEN_REJECTED, 401",
        "UNAUTHORIZED_AS_NOBODY, UNAUTHORIZED_AS_NOBODY, TOKEN_REJECTED, 401",
        "UNAUTHORIZED_WITHOUT_USER, UNAUTHORIZED_WITHOUT_USER, TOKEN_REJECTED, 401",
        "SIGN_IN_REDIRECT, SIGN_IN_REDIRECT, TOKEN_REJECTED, 302",
        "SIGN_IN_REDIRECT_TO_ENTRA, SIGN_IN_REDIRECT_TO_ENTRA, TOKEN_REJECTED, 302",
        "SIGN_IN_PAGE, SIGN_IN_PAGE, TOKEN_REJECTED, 203",
        "UNAUTHORIZED, SIGN_IN_REDIRECT, TOKEN_REJECTED, 401",
        "SIGN_IN_PAGE, UNAUTHORIZED, TOKEN_REJECTED, 203",
        "NOT_FOUND, UNAUTHORIZED, TOKEN_REJECTED, 404",
        "NOT_FOUND, SIGN_IN_PAGE, TOKEN_REJECTED, 404",

        // The answers prove nothing about the credentials.
        "RATE_LIMITED, RATE_LIMITED, RATE_LIMITED, 429",
        "OK, RATE_LIMITED, RATE_LIMITED, 429",
        "RATE_LIMITED_AS_UNAUTHORIZED, RATE_LIMITED_AS_UNAUTHORIZED, RATE_LIMITED, 401",
        "OK, RATE_LIMITED_AS_UNAUTHORIZED, RATE_LIMITED, 401",
        "RATE_LIMITED, UNAUTHORIZED, RATE_LIMITED, 429",
        "UNAVAILABLE, RATE_LIMITED, RATE_LIMITED, 429",
        "RATE_LIMITED, CUT, RATE_LIMITED, 429",
        "UNAVAILABLE, UNAVAILABLE, SERVICE_UNAVAILABLE, 503",
        "UNAVAILABLE_PAGE, OK, SERVICE_UNAVAILABLE, 503",
        "OK, BAD_GATEWAY, SERVICE_UNAVAILABLE, 502",
        "STOPPED, STOPPED, SERVICE_UNAVAILABLE, 503",
        "OFFLINE, OFFLINE, SERVICE_UNAVAILABLE, 503",
        "OFFLINE_AS_NOT_FOUND, OFFLINE_AS_NOT_FOUND, SERVICE_UNAVAILABLE, 404",
        "UNAUTHORIZED, OFFLINE_AS_NOT_FOUND, SERVICE_UNAVAILABLE, 404",
        "UNAVAILABLE, SILENT, SERVICE_UNAVAILABLE, 503",
        "SILENT, SILENT, TIMED_OUT,",
        "STALLED, STALLED, TIMED_OUT,",
        "OK, SILENT, TIMED_OUT,",
        "UNAUTHORIZED, STALLED, TIMED_OUT,",
        "CUT, CUT, UNREACHABLE,",
        "OK, CUT, UNREACHABLE,",
        "SILENT, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, 407",
        "PROXY_AUTHENTICATION_REQUIRED, SILENT, PROXY_AUTHENTICATION_REQUIRED, 407",
        "PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, 407",
        "UNAUTHORIZED, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, 407",

        // All other answers are unexpected.
        "CAPTIVE_PORTAL, CAPTIVE_PORTAL, UNEXPECTED_RESPONSE, 200",
        "FILTER_PAGE, FILTER_PAGE, UNEXPECTED_RESPONSE, 403",
        "NETWORK_SIGN_IN, NETWORK_SIGN_IN, UNEXPECTED_RESPONSE, 511",
        "BLOCKED_BY_EDGE, BLOCKED_BY_EDGE, UNEXPECTED_RESPONSE, 403",
        "UNKNOWN_TO_EDGE, UNKNOWN_TO_EDGE, UNEXPECTED_RESPONSE, 404",
        "GATEWAY_REFUSAL, GATEWAY_REFUSAL, UNEXPECTED_RESPONSE, 401",
        "GATEWAY_SIGN_IN, GATEWAY_SIGN_IN, UNEXPECTED_RESPONSE, 302",
        "GZIP_BOMB, OK, UNEXPECTED_RESPONSE, 200",
        "OK, GZIP_BOMB, UNEXPECTED_RESPONSE, 200",
        "OK, UNKNOWN_CODING, UNEXPECTED_RESPONSE, 200",
        "OK, FILTER_PAGE, UNEXPECTED_RESPONSE, 403",
        "OK, BLOCKED_BY_EDGE, UNEXPECTED_RESPONSE, 403",
        "OK, UNKNOWN_TO_EDGE, UNEXPECTED_RESPONSE, 404",
        "OK, GATEWAY_REFUSAL, UNEXPECTED_RESPONSE, 401",
        "OK, GATEWAY_SIGN_IN, UNEXPECTED_RESPONSE, 302",
        "OK, CAPTIVE_PORTAL, UNEXPECTED_RESPONSE, 200",
        "TRUNCATED, OK, UNEXPECTED_RESPONSE, 200",
        "OK, TRUNCATED, UNEXPECTED_RESPONSE, 200",
        "OK, NOT_FOUND, UNEXPECTED_RESPONSE, 404",
        "OK, BAD_REQUEST, UNEXPECTED_RESPONSE, 400",
        "UNAUTHORIZED, FORBIDDEN, UNEXPECTED_RESPONSE, 401",
        "FORBIDDEN, UNAUTHORIZED, UNEXPECTED_RESPONSE, 403",
        "UNAUTHORIZED, NOT_FOUND, UNEXPECTED_RESPONSE, 401",
        "BAD_REQUEST, BAD_REQUEST, UNEXPECTED_RESPONSE, 400",
    })
    void twoAnswersMakeOneVerdict(FakeAnswer connectionData, FakeAnswer projects, String verdict, Integer httpStatus) {
        FakeOrganization organization =
                organization().answers(projects).answers("_apis/connectionData", connectionData);

        VerificationResult result =
                connector(connectionData.hangs() || projects.hangs()).connect(organization.url(), FAKE.token());

        assertThat(verdictOf(result)).isEqualTo(verdict);
        assertThat(statusOf(result)).isEqualTo(httpStatus);
    }

    @ParameterizedTest
    @MethodSource("io.github.azuredevopsconnector.testing.FakeReasons#rejections")
    void aFakeOrganizationLeadsToTheChosenRejection(Rejected.Reason reason) {
        FakeOrganization organization = organization().leadsTo(reason);

        assertThat(verdictOf(connector(false).connect(organization.url(), FAKE.token())))
                .isEqualTo(reason.name());
        assertThat(verdictOf(connector(false, TokenScope.values()).connect(organization.url(), FAKE.token())))
                .isEqualTo(reason.name());
    }

    @ParameterizedTest
    @MethodSource("io.github.azuredevopsconnector.testing.FakeReasons#inconclusives")
    void aFakeOrganizationLeadsToTheChosenInconclusiveReason(Inconclusive.Reason reason) {
        FakeOrganization organization = organization().leadsTo(reason);

        VerificationResult result =
                connector(reason == Inconclusive.Reason.TIMED_OUT).connect(organization.url(), FAKE.token());

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

    private static AzureDevOpsConnector connector(boolean hasty, TokenScope... scopes) {
        return AzureDevOpsConnector.builder()
                .httpClient(CLIENT)
                .timeout(hasty ? HASTE : PATIENCE)
                .requires(scopes)
                .build();
    }
}
