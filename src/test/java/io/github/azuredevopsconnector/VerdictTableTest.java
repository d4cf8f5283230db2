package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeBehavior;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What two answers mean together: one row a case, over real HTTP and TLS. */
@Tag("network")
class VerdictTableTest {

    private static final AtomicInteger ROWS = new AtomicInteger();

    private static FakeAzureDevOps fake;
    private static AzureDevOpsConnector patient;
    private static AzureDevOpsConnector hasty;

    @BeforeAll
    static void start() {
        fake = FakeAzureDevOps.start();
        patient = AzureDevOpsConnector.builder().httpClient(fake.httpClient()).build();
        hasty = AzureDevOpsConnector.builder()
                .httpClient(fake.httpClient())
                .timeout(Duration.ofMillis(1_500))
                .build();
    }

    @AfterAll
    static void stop() {
        fake.close();
    }

    /** Connection data's answer, projects' answer, verdict, and the HTTP status of the answer that it rests on. */
    @ParameterizedTest
    @CsvSource({
        // Who, and may read projects.
        "OK, OK, VERIFIED,",
        "OK, OK_WITHOUT_PROJECTS, VERIFIED,",
        "OK_NEAR_RATE_LIMIT, OK_NEAR_RATE_LIMIT, VERIFIED,",
        "OK, ANONYMOUS, VERIFIED,",

        // A refusal that says why, in each of its shapes, on both.
        "EXPIRED, EXPIRED, TOKEN_EXPIRED, 401",
        "EXPIRED_IN_HEADER, EXPIRED_IN_HEADER, TOKEN_EXPIRED, 401",
        "EXPIRED_AS_TEXT, EXPIRED_AS_TEXT, TOKEN_EXPIRED, 401",
        "EXPIRED_AS_PAGE, EXPIRED_AS_PAGE, TOKEN_EXPIRED, 401",
        "GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, 401",
        "NOT_A_MEMBER, NOT_A_MEMBER, NOT_A_MEMBER, 401",
        "NOT_A_MEMBER_BY_ACCOUNT, NOT_A_MEMBER_BY_ACCOUNT, NOT_A_MEMBER, 401",
        "PERMISSION_MISSING, PERMISSION_MISSING, ACCESS_DENIED, 403",
        "CLOSED_TO_TOKENS, CLOSED_TO_TOKENS, ACCESS_DENIED, 403",
        "CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, 403",
        "CONDITIONAL_ACCESS_PAGE, CONDITIONAL_ACCESS_PAGE, CONDITIONAL_ACCESS, 403",
        "DEACTIVATED, DEACTIVATED, ORGANIZATION_DEACTIVATED, 503",

        // Such a refusal on one, whatever the other says. Two different ones are rows of VerdictTest: the later of them
        // may come too late to be waited for.
        "OK, EXPIRED, TOKEN_EXPIRED, 401",
        "EXPIRED, OK, TOKEN_EXPIRED, 401",
        "OK, NOT_A_MEMBER, NOT_A_MEMBER, 401",
        "OK, PERMISSION_MISSING, ACCESS_DENIED, 403",
        "OK, CLOSED_TO_TOKENS, ACCESS_DENIED, 403",
        "UNAVAILABLE, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, 403",
        "RATE_LIMITED, GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, 401",
        "DEACTIVATED, UNAVAILABLE, ORGANIZATION_DEACTIVATED, 503",
        "CUT, EXPIRED, TOKEN_EXPIRED, 401",
        "SILENT, EXPIRED, TOKEN_EXPIRED, 401",
        "EXPIRED, SILENT, TOKEN_EXPIRED, 401",
        "STALLED, CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, 403",
        "CAPTIVE_PORTAL, EXPIRED, TOKEN_EXPIRED, 401",

        // A public organization serves anybody.
        "ANONYMOUS, ANONYMOUS, TOKEN_REJECTED, 200",
        "ANONYMOUS, OK, TOKEN_REJECTED, 200",
        "ANONYMOUS, UNAUTHORIZED, TOKEN_REJECTED, 200",
        "ANONYMOUS, UNAVAILABLE, TOKEN_REJECTED, 200",
        "ANONYMOUS, SILENT, TOKEN_REJECTED, 200",

        // A live token that may not read projects.
        "OK, UNAUTHORIZED, MISSING_SCOPE, 401",
        "OK, UNAUTHORIZED_AS_ANONYMOUS, MISSING_SCOPE, 401",
        "OK, FORBIDDEN, MISSING_SCOPE, 403",
        "OK, SIGN_IN_REDIRECT, MISSING_SCOPE, 302",
        "OK, SIGN_IN_PAGE, MISSING_SCOPE, 203",
        "NOT_FOUND, NOT_FOUND, ORGANIZATION_NOT_FOUND, 404",
        "NOT_FOUND_PAGE, NOT_FOUND_PAGE, ORGANIZATION_NOT_FOUND, 404",

        // Without connection data, the header tells who.
        "BAD_REQUEST, OK, VERIFIED,",
        "UNAUTHORIZED, OK, VERIFIED,",
        "FORBIDDEN, OK, VERIFIED,",
        "NOT_FOUND, OK_WITHOUT_PROJECTS, VERIFIED,",
        "FILTER_PAGE, OK, VERIFIED,",
        "CLOSED_TO_TOKENS, OK, VERIFIED,",
        "NOT_FOUND, ANONYMOUS, UNEXPECTED_RESPONSE, 404",
        "UNAUTHORIZED, ANONYMOUS, UNEXPECTED_RESPONSE, 401",
        "SIGN_IN_REDIRECT, OK, UNEXPECTED_RESPONSE, 302",
        "CAPTIVE_PORTAL, OK, UNEXPECTED_RESPONSE, 200",

        // Who are you?
        "UNAUTHORIZED, UNAUTHORIZED, TOKEN_REJECTED, 401",
        "UNAUTHORIZED_AS_ANONYMOUS, UNAUTHORIZED_AS_ANONYMOUS, TOKEN_REJECTED, 401",
        "UNAUTHORIZED_AS_NOBODY, UNAUTHORIZED_AS_NOBODY, TOKEN_REJECTED, 401",
        "SIGN_IN_REDIRECT, SIGN_IN_REDIRECT, TOKEN_REJECTED, 302",
        "SIGN_IN_PAGE, SIGN_IN_PAGE, TOKEN_REJECTED, 203",
        "UNAUTHORIZED, SIGN_IN_REDIRECT, TOKEN_REJECTED, 401",
        "SIGN_IN_PAGE, UNAUTHORIZED, TOKEN_REJECTED, 203",
        "FORBIDDEN, FORBIDDEN, ACCESS_DENIED, 403",
        "NOT_FOUND, UNAUTHORIZED, TOKEN_REJECTED, 404",
        "NOT_FOUND, SIGN_IN_PAGE, TOKEN_REJECTED, 404",

        // Nothing about the credentials.
        "RATE_LIMITED, RATE_LIMITED, RATE_LIMITED, 429",
        "OK, RATE_LIMITED, RATE_LIMITED, 429",
        "RATE_LIMITED, UNAUTHORIZED, RATE_LIMITED, 429",
        "UNAVAILABLE, RATE_LIMITED, RATE_LIMITED, 429",
        "RATE_LIMITED, CUT, RATE_LIMITED, 429",
        "UNAVAILABLE, UNAVAILABLE, SERVICE_UNAVAILABLE, 503",
        "UNAVAILABLE_PAGE, OK, SERVICE_UNAVAILABLE, 503",
        "OK, BAD_GATEWAY, SERVICE_UNAVAILABLE, 502",
        "OFFLINE, OFFLINE, SERVICE_UNAVAILABLE, 404",
        "UNAUTHORIZED, OFFLINE, SERVICE_UNAVAILABLE, 404",
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

        // Anything else.
        "CAPTIVE_PORTAL, CAPTIVE_PORTAL, UNEXPECTED_RESPONSE, 200",
        "FILTER_PAGE, FILTER_PAGE, UNEXPECTED_RESPONSE, 403",
        "OK, FILTER_PAGE, UNEXPECTED_RESPONSE, 403",
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
                fake.organization("row-" + ROWS.incrementAndGet()).answers(connectionData, projects);

        VerificationResult result = connect(organization, hangs(connectionData) || hangs(projects));

        assertThat(verdictOf(result)).isEqualTo(verdict);
        assertThat(statusOf(result)).isEqualTo(httpStatus);
    }

    @ParameterizedTest
    @EnumSource
    void everyNamedBehaviorLeadsToOneVerdict(FakeBehavior behavior) {
        FakeOrganization organization =
                fake.organization("row-" + ROWS.incrementAndGet()).behaves(behavior);

        VerificationResult result =
                connect(organization, hangs(behavior.connectionData()) || hangs(behavior.projects()));

        assertThat(verdictOf(result)).isEqualTo(expected(behavior));
    }

    /** Refused connections, untrusted certificates and interrupts are no behaviors of an organization. */
    @Test
    void theBehaviorsCoverEveryReasonThatAnOrganizationCanCause() {
        Set<String> verdicts = Arrays.stream(FakeBehavior.values())
                .map(VerdictTableTest::expected)
                .collect(Collectors.toSet());

        assertThat(verdicts)
                .containsAll(names(EnumSet.complementOf(
                        EnumSet.of(Rejected.Reason.INVALID_ORGANIZATION_URL, Rejected.Reason.INVALID_TOKEN))))
                .containsAll(names(EnumSet.complementOf(
                        EnumSet.of(Inconclusive.Reason.TLS_FAILURE, Inconclusive.Reason.INTERRUPTED))));
    }

    private static Set<String> names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).collect(Collectors.toSet());
    }

    private static String expected(FakeBehavior behavior) {
        switch (behavior) {
            case NORMAL:
            case WITHOUT_CONNECTION_DATA:
            case NEAR_RATE_LIMIT:
                return "VERIFIED";
            case TOKEN_REJECTED_BY_PUBLIC_ORGANIZATION:
            case TOKEN_REJECTED_BY_REDIRECT:
            case TOKEN_REJECTED_BY_SIGN_IN_PAGE:
                return "TOKEN_REJECTED";
            case PERMISSION_MISSING:
                return "ACCESS_DENIED";
            case SILENT:
            case STALLED:
                return "TIMED_OUT";
            case CONNECTION_CUT:
                return "UNREACHABLE";
            case CAPTIVE_PORTAL:
            case BLOCKED_BY_FILTER:
                return "UNEXPECTED_RESPONSE";
            default:
                return behavior.name();
        }
    }

    private static VerificationResult connect(FakeOrganization organization, boolean hangs) {
        return (hangs ? hasty : patient).connect(organization.url(), fake.token());
    }

    private static boolean hangs(FakeAnswer answer) {
        return answer == FakeAnswer.SILENT || answer == FakeAnswer.STALLED;
    }

    static String verdictOf(VerificationResult result) {
        return result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
    }

    private static @Nullable Integer statusOf(VerificationResult result) {
        int status = result.match(
                verified -> 0,
                rejected -> rejected.httpStatus().orElse(0),
                inconclusive -> inconclusive.httpStatus().orElse(0));
        return status == 0 ? null : status;
    }
}
