package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.statusOf;
import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies which verdict the answers make together if scopes are required, over real HTTP and TLS. */
@Tag("network")
class ConnectScopesTest {

    private static final Set<TokenScope> REQUIRABLE =
            EnumSet.complementOf(EnumSet.of(TokenScope.PROJECT_AND_TEAM_READ));

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

    /**
     * The answer for one scope, beside a named user and readable projects. {@link FakeAnswer#CUT} has no row,
     * because it is a matter of chance whether the beginning of its body arrives.
     */
    @ParameterizedTest
    @CsvSource({
        // The scope is granted: the beginning of a JSON object is enough.
        "OK, VERIFIED,",
        "OK_NEAR_RATE_LIMIT, VERIFIED,",
        "OK_WITH_NOTHING_VISIBLE, VERIFIED,",
        "OK_GZIPPED, VERIFIED,",
        "TRUNCATED, VERIFIED,",
        "GZIP_BOMB, VERIFIED,",
        "ANONYMOUS, VERIFIED,",

        // The scope is missing.
        "UNAUTHORIZED, MISSING_SCOPE, 401",
        "UNAUTHORIZED_AS_ANONYMOUS, MISSING_SCOPE, 401",
        "UNAUTHORIZED_AS_NOBODY, MISSING_SCOPE, 401",
        "UNAUTHORIZED_WITHOUT_USER, MISSING_SCOPE, 401",
        "SIGN_IN_REDIRECT, MISSING_SCOPE, 302",
        "SIGN_IN_REDIRECT_TO_ENTRA, MISSING_SCOPE, 302",
        "SIGN_IN_PAGE, MISSING_SCOPE, 203",

        // Refusals with an explanation.
        "REVOKED, TOKEN_REJECTED, 401",
        "EXPIRED, TOKEN_EXPIRED, 401",
        "EXPIRED_IN_HEADER, TOKEN_EXPIRED, 401",
        "EXPIRED_AS_TEXT, TOKEN_EXPIRED, 401",
        "EXPIRED_AS_PAGE, TOKEN_EXPIRED, 401",
        "GLOBAL_TOKEN_PROHIBITED, GLOBAL_TOKEN_PROHIBITED, 401",
        "CONDITIONAL_ACCESS, CONDITIONAL_ACCESS, 403",
        "CONDITIONAL_ACCESS_PAGE, CONDITIONAL_ACCESS, 403",
        "DEACTIVATED, ORGANIZATION_DEACTIVATED, 503",

        // The owner of the token is a member without this permission.
        "NOT_A_MEMBER, ACCESS_DENIED, 401",
        "NOT_A_MEMBER_BY_ACCOUNT, ACCESS_DENIED, 401",
        "NOT_A_MEMBER_IN_DOUBLE_QUOTES, ACCESS_DENIED, 401",
        "NEVER_SIGNED_IN, ACCESS_DENIED, 401",
        "PERMISSION_MISSING, ACCESS_DENIED, 403",
        "PERMISSION_INSUFFICIENT, ACCESS_DENIED, 403",
        "GUESTS_NOT_ALLOWED, ACCESS_DENIED, 403",
        "CLOSED_TO_TOKENS, ACCESS_DENIED, 401",
        "CLOSED_TO_TOKENS_FORBIDDEN, ACCESS_DENIED, 403",
        "FORBIDDEN, ACCESS_DENIED, 403",

        // The scope is not granted and not missing.
        "NOT_FOUND, UNEXPECTED_RESPONSE, 404",
        "NOT_FOUND_PAGE, UNEXPECTED_RESPONSE, 404",
        "PATH_NOT_FOUND, UNEXPECTED_RESPONSE, 404",
        "BAD_REQUEST, UNEXPECTED_RESPONSE, 400",
        "RATE_LIMITED, RATE_LIMITED, 429",
        "RATE_LIMITED_AS_UNAUTHORIZED, RATE_LIMITED, 401",
        "STOPPED, SERVICE_UNAVAILABLE, 503",
        "UNAVAILABLE, SERVICE_UNAVAILABLE, 503",
        "UNAVAILABLE_PAGE, SERVICE_UNAVAILABLE, 503",
        "OFFLINE, SERVICE_UNAVAILABLE, 503",
        "OFFLINE_AS_NOT_FOUND, SERVICE_UNAVAILABLE, 404",
        "BAD_GATEWAY, SERVICE_UNAVAILABLE, 502",
        "BLOCKED_BY_EDGE, UNEXPECTED_RESPONSE, 403",
        "UNKNOWN_TO_EDGE, UNEXPECTED_RESPONSE, 404",
        "GATEWAY_REFUSAL, UNEXPECTED_RESPONSE, 401",
        "GATEWAY_SIGN_IN, UNEXPECTED_RESPONSE, 302",
        "CAPTIVE_PORTAL, UNEXPECTED_RESPONSE, 200",
        "NETWORK_SIGN_IN, UNEXPECTED_RESPONSE, 511",
        "FILTER_PAGE, UNEXPECTED_RESPONSE, 403",
        "PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, 407",
        "UNKNOWN_CODING, UNEXPECTED_RESPONSE, 200",
        "SILENT, TIMED_OUT,",
        "STALLED, TIMED_OUT,",
    })
    void theAnswerForAScopeDecidesIfTheUserIsKnown(FakeAnswer answer, String verdict, Integer httpStatus) {
        List<CompletableFuture<VerificationResult>> results = new ArrayList<>();
        for (TokenScope scope : REQUIRABLE) {
            FakeOrganization organization = organization().answers(scope, answer);
            results.add(connector(answer.hangs(), scope).connectAsync(organization.url(), FAKE.token()));
        }

        assertThat(results).extracting(future -> verdictOf(future.join())).containsOnly(verdict);
        assertThat(results).extracting(future -> statusOf(future.join())).containsOnly(httpStatus);
    }

    /** The answers for connection data, projects, {@code CODE_READ} and {@code BUILD_READ}, in order of precedence. */
    @ParameterizedTest
    @CsvSource({
        // 1. An explained refusal in any answer decides, even if other scopes are missing or denied, or if an answer
        // does not come. VerdictTableTest has the row with an anonymous user, because the refusal may come too late.
        "OK, UNAUTHORIZED, FORBIDDEN, EXPIRED, TOKEN_EXPIRED, 401",
        "UNAVAILABLE, RATE_LIMITED, GLOBAL_TOKEN_PROHIBITED, CAPTIVE_PORTAL, GLOBAL_TOKEN_PROHIBITED, 401",
        "SILENT, OK, DEACTIVATED, OK, ORGANIZATION_DEACTIVATED, 503",
        "OK, NOT_A_MEMBER, NOT_A_MEMBER, UNAUTHORIZED, NOT_A_MEMBER, 401",
        "NOT_A_MEMBER, OK, OK, OK, NOT_A_MEMBER, 401",

        // 2. An anonymous user.
        "ANONYMOUS, UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED, TOKEN_REJECTED, 200",
        "ANONYMOUS, OK, FORBIDDEN, SILENT, TOKEN_REJECTED, 200",

        // 3. A scope is missing, and any answer names the user.
        "OK, UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED, MISSING_SCOPE, 401",
        "OK, OK, UNAUTHORIZED, FORBIDDEN, MISSING_SCOPE, 401",
        "OK, FORBIDDEN, OK, UNAUTHORIZED, MISSING_SCOPE, 401",
        "OK, OK, SIGN_IN_PAGE, UNAVAILABLE, MISSING_SCOPE, 203",
        "OK, RATE_LIMITED, OK, UNAUTHORIZED, MISSING_SCOPE, 401",
        "OK, OK, UNAUTHORIZED, SILENT, MISSING_SCOPE, 401",
        "OK, CAPTIVE_PORTAL, FILTER_PAGE, UNAUTHORIZED, MISSING_SCOPE, 401",
        "UNAUTHORIZED, UNAUTHORIZED, OK, OK, MISSING_SCOPE, 401",
        "NOT_FOUND, UNAUTHORIZED, UNAUTHORIZED, OK, MISSING_SCOPE, 401",
        "UNAVAILABLE, OK, UNAUTHORIZED, OK, MISSING_SCOPE, 401",

        // 4. A known user is denied access.
        "OK, OK, FORBIDDEN, UNAVAILABLE, ACCESS_DENIED, 403",
        "OK, PERMISSION_MISSING, OK, RATE_LIMITED, ACCESS_DENIED, 403",
        "OK, OK, OK, NOT_A_MEMBER, ACCESS_DENIED, 401",
        "OK, OK, CLOSED_TO_TOKENS, SILENT, ACCESS_DENIED, 401",
        "FORBIDDEN, OK, FORBIDDEN, OK, ACCESS_DENIED, 403",
        "OK, UNAVAILABLE, NOT_A_MEMBER, OK, SERVICE_UNAVAILABLE, 503",

        // 5. The answers for connection data and projects decide alone.
        "UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED, UNAUTHORIZED, TOKEN_REJECTED, 401",
        "UNAUTHORIZED, SIGN_IN_REDIRECT, UNAVAILABLE, SILENT, TOKEN_REJECTED, 401",
        "NOT_FOUND, UNAUTHORIZED, UNAUTHORIZED, RATE_LIMITED, TOKEN_REJECTED, 404",
        "NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND, ORGANIZATION_NOT_FOUND, 404",
        "NOT_FOUND, NOT_FOUND, UNAVAILABLE, CAPTIVE_PORTAL, ORGANIZATION_NOT_FOUND, 404",
        "FORBIDDEN, FORBIDDEN, UNAVAILABLE, FORBIDDEN, ACCESS_DENIED, 403",

        // 6. One answer that proves nothing makes the result inconclusive.
        "OK, OK, UNAVAILABLE, RATE_LIMITED, RATE_LIMITED, 429",
        "OK, OK, CAPTIVE_PORTAL, UNAVAILABLE, SERVICE_UNAVAILABLE, 503",
        "OK, OK, SILENT, PROXY_AUTHENTICATION_REQUIRED, PROXY_AUTHENTICATION_REQUIRED, 407",
        "OK, OK, NOT_FOUND, SILENT, TIMED_OUT,",
        "OK, OK, OK, NOT_FOUND, UNEXPECTED_RESPONSE, 404",
        "OK, OK, FILTER_PAGE, GATEWAY_REFUSAL, UNEXPECTED_RESPONSE, 403",
        "UNAUTHORIZED, FILTER_PAGE, UNAUTHORIZED, UNAUTHORIZED, UNEXPECTED_RESPONSE, 401",
        "FILTER_PAGE, FILTER_PAGE, FILTER_PAGE, FILTER_PAGE, UNEXPECTED_RESPONSE, 403",
        "SILENT, OK, OK, OK, TIMED_OUT,",

        // 7. Verified.
        "OK, OK, OK, OK, VERIFIED,",
        "PERMISSION_MISSING, OK, OK, TRUNCATED, VERIFIED,",
    })
    void manyAnswersMakeOneVerdict(
            FakeAnswer connectionData,
            FakeAnswer projects,
            FakeAnswer code,
            FakeAnswer build,
            String verdict,
            Integer httpStatus) {
        FakeOrganization organization = organization()
                .answers("_apis/connectionData", connectionData)
                .answers(TokenScope.PROJECT_AND_TEAM_READ, projects)
                .answers(TokenScope.CODE_READ, code)
                .answers(TokenScope.BUILD_READ, build);
        boolean hangs = Stream.of(connectionData, projects, code, build).anyMatch(FakeAnswer::hangs);

        VerificationResult result =
                connector(hangs, TokenScope.CODE_READ, TokenScope.BUILD_READ).connect(organization.url(), FAKE.token());

        assertThat(verdictOf(result)).isEqualTo(verdict);
        assertThat(statusOf(result)).isEqualTo(httpStatus);
    }

    static Stream<Arguments> pairs() {
        return EnumSet.allOf(TokenScope.class).stream()
                .flatMap(first -> EnumSet.range(first, TokenScope.WIKI_READ).stream()
                        .filter(second -> second != first)
                        .map(second -> Arguments.of(first, second)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void allMissingScopesAreNamed(TokenScope first, TokenScope second) {
        FakeOrganization organization = organization().lacks(second, first);

        Rejected rejected = (Rejected) connector(false, TokenScope.values()).connect(organization.url(), FAKE.token());

        assertThat(rejected.missingScopes()).containsExactly(first, second);
        assertThat(rejected.message())
                .contains("the scopes \u201C" + first.label() + "\u201D and \u201C" + second.label() + "\u201D. ");
    }

    @Test
    void everyScopeIsReportedIfTheTokenLacksThemAll() {
        FakeOrganization organization = organization().lacks(TokenScope.values());

        Rejected rejected = (Rejected) connector(false, TokenScope.values()).connect(organization.url(), FAKE.token());

        assertThat(rejected.missingScopes()).containsExactly(TokenScope.values());
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
