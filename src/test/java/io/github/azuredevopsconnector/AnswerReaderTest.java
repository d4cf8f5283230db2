package io.github.azuredevopsconnector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Meaning;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one answer says, without a network: one row a case. */
@Tag("unusual-environment")
class AnswerReaderTest {

    private static final String GUID = "5a1d3c70-0000-4000-8000-0123456789ab";
    private static final String ANONYMOUS = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    private static final String PROJECTS = "{\"count\":0,\"value\":[]}";
    private static final String USER = "{\"authenticatedUser\":{\"id\":\"" + GUID + "\"}}";

    // Statuses that say nothing but themselves.

    @ParameterizedTest
    @CsvSource({
        "100, UNEXPECTED",
        "200, UNEXPECTED",
        "201, UNEXPECTED",
        "203, UNEXPECTED",
        "204, UNEXPECTED",
        "299, UNEXPECTED",
        "300, UNEXPECTED",
        "302, UNEXPECTED",
        "304, UNEXPECTED",
        "399, UNEXPECTED",
        "400, BAD_REQUEST",
        "401, UNAUTHORIZED",
        "402, UNEXPECTED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, UNEXPECTED",
        "407, PROXY_AUTHENTICATION_REQUIRED",
        "408, UNEXPECTED",
        "428, UNEXPECTED",
        "429, THROTTLED",
        "430, UNEXPECTED",
        "499, UNEXPECTED",
        "500, UNAVAILABLE",
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "599, UNAVAILABLE",
    })
    void aBareStatus(int status, Meaning meaning) {
        for (Probe probe : Probe.values()) {
            Finding finding = read(probe, status, Map.of(), "");

            assertThat(finding.meaning()).isEqualTo(meaning);
            assertThat(finding.httpStatus()).hasValue(status);
            assertThat(finding.marked()).isFalse();
            assertThat(finding.user()).isEmpty();
            assertThat(finding.organizationId()).isEmpty();
            assertThat(finding.cause()).isEmpty();
        }
    }

    @Test
    void aFailureIsReadByItsOwnReader() {
        Finding finding = AnswerReader.read(Probe.PROJECTS, Answer.failure(new HttpTimeoutException("x")));

        assertThat(finding.meaning()).isEqualTo(Meaning.TIMED_OUT);
        assertThat(finding.cause()).isPresent();
    }

    // Refusals that say why, in the header and in each shape of body.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Access Denied: The Personal Access Token used has expired. | EXPIRED",
                "the personal access token USED HAS EXPIRED | EXPIRED",
                "The Personal Access Token has expired | UNAUTHORIZED",
                "prohibits access by global Personal Access Token (PAT) | GLOBAL_TOKEN_PROHIBITED",
                "VS403463: The policy has failed. | CONDITIONAL_ACCESS",
                "VS4034630: another code | UNAUTHORIZED",
                "TF24668: The following team project collection is stopped | ORGANIZATION_DEACTIVATED",
                "TF246689: another code | UNAUTHORIZED",
                "TF400813: The user 'jane.doe@fabrikam.example' is not authorized | NOT_A_MEMBER",
                "TF400813: The user '" + GUID + "\\x' is not authorized | NOT_A_MEMBER",
                "TF400813: The user '" + ANONYMOUS + "' is not authorized | UNAUTHORIZED",
                "TF400813: The user '' is not authorized | UNAUTHORIZED",
                "The user 'jane.doe@fabrikam.example' is not authorized | UNAUTHORIZED",
                "x needs the following permission(s) on y | PERMISSION_MISSING",
                "x needs a permission | UNAUTHORIZED",
            })
    void aPhraseOrCode(String text, Meaning meaning) {
        for (Probe probe : Probe.values()) {
            assertThat(read(probe, 401, Map.of(), text).meaning()).isEqualTo(meaning);
            assertThat(read(probe, 401, Map.of(), "\uFEFF" + message(text, "x")).meaning())
                    .isEqualTo(meaning);
            assertThat(read(probe, 401, Map.of(), "<html><title>" + text + "</title>")
                            .meaning())
                    .isEqualTo(meaning);
            assertThat(read(probe, 401, Map.of("X-TFS-ServiceError", text.replace(" ", "%20")), "")
                            .meaning())
                    .isEqualTo(meaning);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AccessCheckException, x needs the following permission(s) on y, PERMISSION_MISSING",
        "AccessCheckException, Access Denied, FORBIDDEN",
        "SomeException, x needs the following permission(s) on y, PERMISSION_MISSING",
        "InvalidAccessException, The requested operation is not allowed., PERMISSION_MISSING",
        "UnauthorizedRequestException, The requested operation is not allowed., FORBIDDEN",
    })
    void aTypeOfException(String type, String text, Meaning meaning) {
        Meaning ofConnectionData = type.equals("InvalidAccessException") ? Meaning.FORBIDDEN : meaning;
        assertThat(read(Probe.CONNECTION_DATA, 403, Map.of(), message(text, type))
                        .meaning())
                .isEqualTo(ofConnectionData);
        assertThat(read(Probe.PROJECTS, 403, Map.of(), message(text, type)).meaning())
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "200, UNEXPECTED",
        "203, UNEXPECTED",
        "302, UNEXPECTED",
        "399, UNEXPECTED",
        "400, CONDITIONAL_ACCESS",
        "403, CONDITIONAL_ACCESS",
        "404, CONDITIONAL_ACCESS",
        "407, PROXY_AUTHENTICATION_REQUIRED",
        "429, THROTTLED",
        "500, CONDITIONAL_ACCESS",
        "503, CONDITIONAL_ACCESS",
    })
    void aRefusalThatSaysWhyHasAStatusThatRefuses(int status, Meaning meaning) {
        assertThat(read(Probe.PROJECTS, status, Map.of(), "VS403463").meaning()).isEqualTo(meaning);
    }

    @Test
    void theFirstOfTwoExplanationsCounts() {
        assertThat(read(Probe.PROJECTS, 401, Map.of(), "VS403463 Personal Access Token used has expired")
                        .meaning())
                .isEqualTo(Meaning.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({"200, UNAVAILABLE", "302, UNAVAILABLE", "401, UNAVAILABLE", "404, UNAVAILABLE", "429, THROTTLED"})
    void aHostThatIsOfflineIsUnavailable(int status, Meaning meaning) {
        assertThat(read(Probe.PROJECTS, status, Map.of("X-VSS-HostOfflineError", "true"), PROJECTS)
                        .meaning())
                .isEqualTo(meaning);
    }

    @Test
    void aTellingRefusalOfAnOfflineHostTellsMore() {
        assertThat(read(Probe.PROJECTS, 503, Map.of("X-VSS-HostOfflineError", "true"), "TF24668: stopped")
                        .meaning())
                .isEqualTo(Meaning.ORGANIZATION_DEACTIVATED);
    }

    // The sign-in page, or the way to it.

    @ParameterizedTest
    @CsvSource({
        "203, Azure DevOps Services | Sign In, SIGN_IN, true",
        "203, ' Azure DevOps Services | Sign In ', SIGN_IN, true",
        "203, Guest Wi-Fi | Sign In, UNEXPECTED, false",
        "200, Azure DevOps Services | Sign In, UNEXPECTED, true",
        "401, Azure DevOps Services | Sign In, UNAUTHORIZED, true",
        "401, Guest Wi-Fi | Sign In, UNAUTHORIZED, false",
    })
    void theSignInPage(int status, String title, Meaning meaning, boolean marked) {
        Finding finding = read(Probe.PROJECTS, status, Map.of(), "<html><title>" + title + "</title></html>");

        assertThat(finding.meaning()).isEqualTo(meaning);
        assertThat(finding.marked()).isEqualTo(marked);
    }

    @ParameterizedTest
    @CsvSource({
        "https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com, SIGN_IN",
        "https://spsprodweu1.vssps.visualstudio.com/x, SIGN_IN",
        "HTTPS://SPSPRODWEU1.VSSPS.VISUALSTUDIO.COM, SIGN_IN",
        "https://login.microsoftonline.com:443/common, SIGN_IN",
        "https://login.microsoftonline.com/common/oauth2/authorize?x=y, SIGN_IN",
        "https://login.microsoftonline.com, SIGN_IN",
        "https://dev.azure.com/contoso/_signin, SIGN_IN",
        "https://dev.azure.com/contoso/_SignIn?x#y, SIGN_IN",
        "/contoso/_signin, SIGN_IN",
        "https://dev.azure.com/contoso/_signin/x, UNEXPECTED",
        "https://_signin, UNEXPECTED",
        "https://dev.azure.com/contoso/?x=/_signin, UNEXPECTED",
        "https://dev.azure.com/contoso/#/_signin, UNEXPECTED",
        "https://portal.example/?u=https://login.microsoftonline.com/, UNEXPECTED",
        "https://portal.example/login.microsoftonline.com, UNEXPECTED",
        "https://login.microsoftonline.com.portal.example/, UNEXPECTED",
        "https://xlogin.microsoftonline.com/, UNEXPECTED",
        "https://vssps.visualstudio.com/, UNEXPECTED",
        "https://x.vssps.visualstudio.com.portal.example/, UNEXPECTED",
        "login.microsoftonline.com/x, UNEXPECTED",
        "/x//login.microsoftonline.com/x, UNEXPECTED",
        "/x.vssps.visualstudio.com, UNEXPECTED",
        "'', UNEXPECTED",
    })
    void aRedirect(String location, Meaning meaning) {
        for (int status : new int[] {300, 302, 307, 399}) {
            Finding finding = read(Probe.CONNECTION_DATA, status, Map.of("Location", location), "");

            assertThat(finding.meaning()).isEqualTo(meaning);
            assertThat(finding.marked()).isEqualTo(meaning == Meaning.SIGN_IN);
        }
        assertThat(read(Probe.CONNECTION_DATA, 299, Map.of("Location", location), "")
                        .meaning())
                .isEqualTo(Meaning.UNEXPECTED);
        assertThat(read(Probe.CONNECTION_DATA, 400, Map.of("Location", location), "")
                        .meaning())
                .isEqualTo(Meaning.BAD_REQUEST);
    }

    @Test
    void aRedirectWithTheRealmOfTheSignInIsOne() {
        assertThat(read(Probe.CONNECTION_DATA, 302, Map.of("X-TFS-FedAuthRealm", "x"), "")
                        .meaning())
                .isEqualTo(Meaning.SIGN_IN);
    }

    // Success.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                PROJECTS + " | PROJECTS",
                "{\"count\":1,\"value\":[{}],\"x\":1} | PROJECTS",
                "{\"count\":\"1\",\"value\":[]} | UNEXPECTED",
                "{\"count\":1,\"value\":{}} | UNEXPECTED",
                "{\"count\":1} | UNEXPECTED",
                "{\"value\":[]} | UNEXPECTED",
                "{\"count\":1,\"value\":[] | UNEXPECTED",
                "[] | UNEXPECTED",
                USER + " | UNEXPECTED",
            })
    void whatIsAListOfProjects(String body, Meaning meaning) {
        assertThat(read(Probe.PROJECTS, 200, Map.of(), body).meaning()).isEqualTo(meaning);
        assertThat(read(Probe.PROJECTS, 201, Map.of(), body).meaning()).isEqualTo(Meaning.UNEXPECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                USER + " | NAMED_USER",
                "{\"authenticatedUser\":{\"id\":\"" + ANONYMOUS + "\"}} | ANONYMOUS_USER",
                "{\"authenticatedUser\":{\"id\":\"" + GUID
                        + "\",\"descriptor\":\"System:PublicAccess;x\"}} | ANONYMOUS_USER",
                "{\"authenticatedUser\":{\"id\":\"" + GUID
                        + "\",\"descriptor\":\"x;System:PublicAccess\"}} | NAMED_USER",
                "{\"authenticatedUser\":{\"id\":\"1-1-1-1-1\"}} | UNEXPECTED",
                "{\"authenticatedUser\":{\"id\":7}} | UNEXPECTED",
                "{\"authenticatedUser\":{}} | UNEXPECTED",
                "{\"authorizedUser\":{\"id\":\"" + GUID + "\"}} | UNEXPECTED",
                PROJECTS + " | UNEXPECTED",
            })
    void whatNamesAUser(String body, Meaning meaning) {
        assertThat(read(Probe.CONNECTION_DATA, 200, Map.of(), body).meaning()).isEqualTo(meaning);
    }

    @Test
    void aSuccessThatWasCutOffIsNone() {
        Answer answer = Answer.response(200, headers(Map.of()), PROJECTS.getBytes(UTF_8), true);

        assertThat(AnswerReader.read(Probe.PROJECTS, answer).meaning()).isEqualTo(Meaning.UNEXPECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"customDisplayName\":\"A\",\"providerDisplayName\":\"B\",\"properties\":{\"Account\":{\"$value\":\"C\"}}' | A | C",
                "'\"providerDisplayName\":\"B\",\"properties\":{\"Account\":{\"$value\":\"C\"}}' | B | C",
                "'\"customDisplayName\":\" \",\"providerDisplayName\":\"B\"' | B |",
                "'\"customDisplayName\":\"\",\"providerDisplayName\":7,\"properties\":{\"Account\":{\"$value\":\"C\"}}' | C | C",
                "'\"properties\":{\"Account\":{\"$value\":\" \"}}' | " + GUID + " |",
                "'\"properties\":{}' | " + GUID + " |",
            })
    void theUserIsCalledByTheFirstNameThatIsThere(String members, String displayName, String account) {
        String body = "{\"instanceId\":\"00000000-0000-0000-0000-000000000007\",\"authenticatedUser\":{\"id\":\"" + GUID
                + "\"," + members + "}}";

        Finding finding = read(Probe.CONNECTION_DATA, 200, Map.of(), body);

        AuthenticatedUser user = finding.user().orElseThrow();
        assertThat(user.id()).isEqualTo(UUID.fromString(GUID));
        assertThat(user.displayName()).isEqualTo(displayName);
        assertThat(user.account()).isEqualTo(Optional.ofNullable(account));
        assertThat(finding.organizationId()).contains(new UUID(0, 7));
    }

    @Test
    void anOrganizationIdThatIsNoGuidIsAbsent() {
        String body = USER.replaceFirst("\\{", "{\"instanceId\":\"7\",");

        assertThat(read(Probe.CONNECTION_DATA, 200, Map.of(), body).organizationId())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        GUID + ":jane@fabrikam.example, jane@fabrikam.example, jane@fabrikam.example",
        GUID + ":a:b, a:b, a:b",
        GUID + ", " + GUID + ",",
        GUID + ":, " + GUID + ",",
        "'" + GUID + ": ', " + GUID + ",",
    })
    void theHeaderBesideProjectsNamesTheUser(String header, String displayName, String account) {
        Finding finding = read(Probe.PROJECTS, 200, Map.of("X-VSS-UserData", header), PROJECTS);

        assertThat(finding.user()).contains(new AuthenticatedUser(UUID.fromString(GUID), displayName, account));
        assertThat(finding.organizationId()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":jane", "jane", "jane:" + GUID, ANONYMOUS, ANONYMOUS + ":x", "1-1-1-1-1:x"})
    void noOtherHeaderDoes(String header) {
        assertThat(read(Probe.PROJECTS, 200, Map.of("X-VSS-UserData", header), PROJECTS)
                        .user())
                .isEmpty();
    }

    @Test
    void theHeaderBesideAnythingElseIsNotRead() {
        Map<String, String> header = Map.of("X-VSS-UserData", GUID + ":jane");

        assertThat(read(Probe.PROJECTS, 404, header, "").user()).isEmpty();
        assertThat(read(Probe.CONNECTION_DATA, 200, header, "{}").user()).isEmpty();
    }

    // Marks.

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ActivityId | x | true",
                "activityid | x | true",
                "X-MSEdge-Ref | x | true",
                "X-VSS-E2EID | x | true",
                "x-vss-anything | x | true",
                "X-TFS-ProcessId | x | true",
                "X-VSS | x | false",
                "X-TFS | x | false",
                "Y-X-VSS-E2EID | x | false",
                "X-Request-Id | x | false",
                "WWW-Authenticate | Basic realm=\"https://tfsprodweu1.visualstudio.com/\" | true",
                "WWW-Authenticate | basic  REALM=\"https://contoso.visualstudio.com\" | true",
                "WWW-Authenticate | Bearer, Basic realm=\"https://a.b-c.visualstudio.com/\" | true",
                "WWW-Authenticate | Basic realm=\"https://visualstudio.com.portal.example/\" | false",
                "WWW-Authenticate | Basic realm=\"https://x.visualstudio.com.portal.example/\" | false",
                "WWW-Authenticate | Basic realm=\"http://x.visualstudio.com/\" | false",
                "WWW-Authenticate | Digest realm=\"https://x.visualstudio.com/\" | false",
                "WWW-Authenticate | Bearer | false",
                "Server | Microsoft-IIS/10.0 | false",
            })
    void aHeaderThatMarks(String name, String value, boolean marked) {
        assertThat(read(Probe.PROJECTS, 401, Map.of(name, value), "").marked()).isEqualTo(marked);
    }

    @Test
    void anyOfSeveralChallengesMarks() {
        HttpHeaders headers = HttpHeaders.of(
                Map.of("WWW-Authenticate", List.of("Bearer", "Basic realm=\"https://x.visualstudio.com/\"")),
                (name, value) -> true);

        assertThat(AnswerReader.read(Probe.PROJECTS, Answer.response(401, headers, new byte[0], false))
                        .marked())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"message\":\"x\",\"typeKey\":\"y\"} | true",
                "200 | {\"message\":\"x\",\"typeKey\":\"y\"} | true",
                "401 | {\"message\":\"x\"} | false",
                "401 | {\"typeKey\":\"y\"} | false",
                "401 | {\"message\":1,\"typeKey\":\"y\"} | false",
                "401 | TF400813: The user '' is not authorized | true",
                "400 | TF400813: The user '' is not authorized | true",
                "399 | TF400813: The user '' is not authorized | false",
                "403 | VS403463 | true",
                "400 | VS403463 | true",
                "399 | VS403463 | false",
                "200 | VS403463 | false",
                "403 | Forbidden | false",
            })
    void aBodyThatMarks(int status, String body, boolean marked) {
        assertThat(read(Probe.PROJECTS, status, Map.of(), body).marked()).isEqualTo(marked);
    }

    // What a caller may want to know besides.

    @ParameterizedTest
    @EnumSource
    void theActivityIdIsAGuid(Probe probe) {
        String other = "00000000-0000-0000-0000-000000000007";

        assertThat(read(probe, 404, Map.of("ActivityId", GUID.toUpperCase(Locale.ROOT)), "")
                        .activityId())
                .contains(GUID);
        assertThat(read(probe, 404, Map.of("X-VSS-E2EID", other), "").activityId())
                .contains(other);
        assertThat(read(probe, 404, Map.of("ActivityId", GUID, "X-VSS-E2EID", other), "")
                        .activityId())
                .contains(GUID);
        assertThat(read(probe, 404, Map.of("ActivityId", "x", "X-VSS-E2EID", other), "")
                        .activityId())
                .contains(other);
        assertThat(read(probe, 404, Map.of("ActivityId", "<script>"), "").activityId())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "1, PT1S",
        "' 30 ', PT30S",
        "00030, PT30S",
        "00000000000000000000000, PT0S",
        "86399, PT23H59M59S",
        "86400, PT24H",
        "86401, PT24H",
        "99999, PT24H",
        "100000, PT24H",
        "99999999999999999999999, PT24H",
        "-1,",
        "+1,",
        "1.5,",
        "'',",
        "/,",
        ":,",
        "1a,",
        "soon,",
        "\u0661,",
        "'Wed, 21 Oct 2015 07:28:00 GMT',",
        "'Thu, 31 Dec 2099 23:59:59 GMT', PT24H",
        "'Thu, 31 Dec 2099 23:59:59',",
    })
    void theTimeToWait(String header, Duration expected) {
        assertThat(read(Probe.PROJECTS, 429, Map.of("Retry-After", header), "").retryAfter())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void theTimeToWaitMayBeADate() {
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(1));

        assertThat(read(Probe.PROJECTS, 429, Map.of("Retry-After", inAnHour), "")
                        .retryAfter())
                .get()
                .satisfies(wait -> assertThat(wait).isBetween(Duration.ofMinutes(58), Duration.ofHours(1)));
    }

    private static Finding read(Probe probe, int status, Map<String, String> headers, String body) {
        return AnswerReader.read(probe, Answer.response(status, headers(headers), body.getBytes(UTF_8), false));
    }

    private static HttpHeaders headers(Map<String, String> headers) {
        Map<String, List<String>> values = headers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, header -> List.of(header.getValue()), (a, b) -> a, TreeMap::new));
        return HttpHeaders.of(values, (name, value) -> true);
    }

    private static String message(String text, String type) {
        return "{\"$id\":\"1\",\"message\":\"" + text.replace("\\", "\\\\") + "\",\"typeKey\":\"" + type + "\"}";
    }

    /** As it might be if a JSON parser had a defect. */
    @Test
    @SuppressWarnings("NullAway")
    void anAnswerThatTheReaderTripsOverIsUnexpected() {
        Answer answer = Answer.response(200, HttpHeaders.of(Map.of(), (name, value) -> true), null, false);

        Finding finding = AnswerReader.read(Probe.PROJECTS, answer);

        assertThat(finding.meaning()).isEqualTo(Meaning.UNEXPECTED);
        assertThat(finding.cause().orElseThrow())
                .hasMessage("The answer cannot be read: java.lang.NullPointerException")
                .hasNoCause();
    }
}
