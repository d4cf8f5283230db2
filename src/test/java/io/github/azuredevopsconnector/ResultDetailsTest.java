package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeBehavior;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result tells beside its reason. */
@Tag("network")
class ResultDetailsTest {

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private AzureDevOpsConnector connector;
    private FakeOrganization organization;

    @BeforeEach
    void create() {
        connector = AzureDevOpsConnector.builder().httpClient(fake.httpClient()).build();
        organization = fake.organization("contoso");
    }

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void aVerifiedConnectionTellsWhoAndWhere() {
        UUID id = UUID.randomUUID();
        UUID userId = UUID.randomUUID();
        organization.hasId(id).hasUser(userId, "Zoë \"Z\" <script>", "zoe@contoso.example");

        AzureDevOpsConnection connection = connect().orElseThrow();

        assertThat(connection.organizationUrl()).isEqualTo(OrganizationUrl.ofOrganization("contoso"));
        assertThat(connection.organizationId()).contains(id);
        assertThat(connection.user().id()).isEqualTo(userId);
        assertThat(connection.user().displayName()).isEqualTo("Zoë \"Z\" <script>");
        assertThat(connection.user().account()).contains("zoe@contoso.example");
        assertThat(connection.user())
                .isEqualTo(new AuthenticatedUser(userId, "Zoë \"Z\" <script>", "zoe@contoso.example"))
                .hasSameHashCodeAs(new AuthenticatedUser(userId, "Zoë \"Z\" <script>", "zoe@contoso.example"))
                .isNotEqualTo(new AuthenticatedUser(userId, "Zoë", "zoe@contoso.example"))
                .isNotEqualTo(new AuthenticatedUser(userId, "Zoë \"Z\" <script>", null))
                .isNotEqualTo(new AuthenticatedUser(id, "Zoë \"Z\" <script>", "zoe@contoso.example"))
                .isNotEqualTo(userId)
                .hasToString("AuthenticatedUser[id=" + userId + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"customDisplayName\":\"C\",\"providerDisplayName\":\"P\",', C",
        "'\"customDisplayName\":\" \",\"providerDisplayName\":\"P\",', P",
        "'\"customDisplayName\":\"\",\"providerDisplayName\":\"\",', a@b.example",
        "'', a@b.example",
    })
    void theDisplayNameIsTheMostPersonalOne(String names, String expected) {
        organization.answers(
                request -> new MockResponse.Builder()
                        .body("{\"authenticatedUser\":{\"id\":\"5a1d3c70-0000-4000-8000-0123456789ab\"," + names
                                + "\"properties\":{\"Account\":{\"$value\":\"a@b.example\"}}}}")
                        .build(),
                request -> FakeAnswer.OK.toResponse(organization, request));

        assertThat(connect().orElseThrow().user().displayName()).isEqualTo(expected);
    }

    @Test
    void withoutConnectionDataTheHeaderTellsWho() {
        organization.behaves(FakeBehavior.WITHOUT_CONNECTION_DATA);

        AzureDevOpsConnection connection = connect().orElseThrow();

        assertThat(connection.user().id()).isEqualTo(organization.userId());
        assertThat(connection.user().account()).contains(organization.account());
        assertThat(connection.user().displayName()).isEqualTo(organization.account());
        assertThat(connection.organizationId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5a1d3c70-0000-4000-8000-0123456789ab:jane@contoso.example, VERIFIED",
        "5a1d3c70-0000-4000-8000-0123456789ab:, VERIFIED",
        "5a1d3c70-0000-4000-8000-0123456789ab, VERIFIED",
        "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa:Anonymous, UNEXPECTED_RESPONSE",
        "AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA:, UNEXPECTED_RESPONSE",
        "jane@contoso.example, UNEXPECTED_RESPONSE",
        ":5a1d3c70-0000-4000-8000-0123456789ab, UNEXPECTED_RESPONSE",
    })
    void theHeaderMustNameSomebody(String header, String verdict) {
        organization.answers(
                request -> FakeAnswer.NOT_FOUND.toResponse(organization, request),
                changed(FakeAnswer.OK, response -> response.setHeader("X-VSS-UserData", header)));

        assertThat(VerdictTableTest.verdictOf(connect())).isEqualTo(verdict);
    }

    @Test
    void theProbesAskAsDocumented() {
        connect();

        assertThat(fake.requests().stream().map(ReceivedRequest::target).collect(Collectors.toList()))
                .containsExactlyInAnyOrder(
                        "/contoso/_apis/connectionData?api-version=7.1-preview.1",
                        "/contoso/_apis/projects?$top=1&api-version=7.1");
        for (ReceivedRequest request : fake.requests()) {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.host()).isEqualTo("dev.azure.com");
            assertThat(request.headers("Authorization"))
                    .containsExactly(PersonalAccessToken.of(fake.token()).authorizationHeader());
            assertThat(request.headers("Accept")).containsExactly("application/json");
            assertThat(request.headers("Accept-Language")).containsExactly("en-US");
            assertThat(request.headers("X-TFS-FedAuthRedirect")).containsExactly("Suppress");
            assertThat(request.headers("Cookie")).isEmpty();
            assertThat(request.headers("User-Agent"))
                    .containsExactly("azure-devops-connector/" + System.getProperty("project.version"));
        }
    }

    @Test
    void aRequestOfTheConnectionIsReadyToSend() throws Exception {
        AzureDevOpsConnection connection = connect().orElseThrow();
        int before = fake.requests().size();

        int status = fake.httpClient()
                .send(
                        connection.request("/_apis/projects?api-version=7.1").build(),
                        java.net.http.HttpResponse.BodyHandlers.discarding())
                .statusCode();

        assertThat(status).isEqualTo(200);
        ReceivedRequest request = fake.requests().get(before);
        assertThat(request.target()).isEqualTo("/contoso/_apis/projects?api-version=7.1");
        assertThat(request.token()).contains(fake.token());
        assertThat(request.headers("X-TFS-FedAuthRedirect")).containsExactly("Suppress");
    }

    @Test
    void theApplicationsProductComesFirst() {
        connector = AzureDevOpsConnector.builder()
                .httpClient(fake.httpClient())
                .userAgent(" Fabrikam/1.2 (on-premises) ")
                .build();
        connect();

        assertThat(fake.requests())
                .allSatisfy(request -> assertThat(request.header("User-Agent"))
                        .get()
                        .asString()
                        .startsWith("Fabrikam/1.2 (on-premises) azure-devops-connector/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\tb", "a\r\nAuthorization: x", "ä", "a\u007F", "a\u0000"})
    void whatIsNoProductTextIsRefused(String userAgent) {
        AzureDevOpsConnector.Builder builder = AzureDevOpsConnector.builder();

        assertThatThrownBy(() -> builder.userAgent(userAgent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("product text");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0030, 30",
        "' 120 ', 120",
        "86399, 86399",
        "86400, 86400",
        "86401, 86400",
        "99999, 86400",
        "100000, 86400",
        "999999999999999999999999999999, 86400",
    })
    void secondsToWaitAreToldUpToADay(String header, long seconds) {
        assertThat(retryAfter(header)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "+1",
                "1.5",
                "1e3",
                "soon",
                "30 s",
                "١٢",
                "",
                "Wed, 21 Oct 2015 07:28:00 GMT",
                "Wed, 99 Oct 2099 07:28:00 GMT",
                "2099-10-21T07:28:00Z",
                "Fri, 21 Oct 99999 07:28:00 GMT"
            })
    void whatTellsNoTimeToComeIsNoTimeToWait(String header) {
        assertThat(retryAfter(header)).isEmpty();
    }

    @Test
    void aDateIsATimeToWait() {
        ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(10);
        ZonedDateTime late = soon.plusYears(3);

        assertThat(retryAfter(DateTimeFormatter.RFC_1123_DATE_TIME.format(soon)))
                .get()
                .satisfies(wait -> assertThat(wait).isCloseTo(Duration.ofMinutes(10), Duration.ofMinutes(2)));
        assertThat(retryAfter(DateTimeFormatter.RFC_1123_DATE_TIME.format(late)))
                .contains(Duration.ofDays(1));
    }

    @Test
    void ofTwoTimesToWaitTheLongerCounts() {
        organization.answers(
                changed(FakeAnswer.RATE_LIMITED, response -> response.setHeader("Retry-After", "7")),
                changed(FakeAnswer.UNAVAILABLE, response -> response.setHeader("Retry-After", "11")));
        assertThat(((Inconclusive) connect()).retryAfter()).contains(Duration.ofSeconds(11));

        organization.answers(
                changed(FakeAnswer.UNAVAILABLE, response -> response.setHeader("Retry-After", "13")),
                changed(FakeAnswer.UNAVAILABLE, response -> response));
        assertThat(((Inconclusive) connect()).retryAfter()).contains(Duration.ofSeconds(13));
    }

    @Test
    void theSupportIdIsAGuidOrAbsent() {
        organization.behaves(FakeBehavior.TOKEN_REJECTED);
        assertThat(((Rejected) connect()).activityId()).get().asString().matches("[0-9a-f-]{36}");

        for (String forged : List.of("not-a-guid", "5a1d3c70-0000-4000-8000-0123456789ab; rm", "1-1-1-1-1")) {
            organization.answers(
                    changed(
                            FakeAnswer.UNAUTHORIZED,
                            r -> r.setHeader("ActivityId", forged).setHeader("X-VSS-E2EID", forged)),
                    request -> FakeAnswer.UNAUTHORIZED.toResponse(organization, request));
            assertThat(((Rejected) connect()).activityId()).isEmpty();
        }

        String id = "5A1D3C70-0000-4000-8000-0123456789AB";
        organization.answers(
                changed(
                        FakeAnswer.UNAUTHORIZED,
                        r -> r.removeHeader("ActivityId").setHeader("X-VSS-E2EID", id)),
                request -> FakeAnswer.UNAUTHORIZED.toResponse(organization, request));
        Rejected rejected = (Rejected) connect();
        assertThat(rejected.activityId()).contains("5a1d3c70-0000-4000-8000-0123456789ab");
        assertThat(rejected)
                .hasToString("Rejected[reason=TOKEN_REJECTED, httpStatus=401, "
                        + "activityId=5a1d3c70-0000-4000-8000-0123456789ab]");
    }

    @Test
    void aMissingScopeRestsOnTheProjectsAnswer() {
        String id = UUID.randomUUID().toString();
        organization.answers(
                request -> FakeAnswer.OK.toResponse(organization, request),
                changed(FakeAnswer.FORBIDDEN, response -> response.setHeader("ActivityId", id)));

        Rejected rejected = (Rejected) connect();

        assertThat(rejected.reason()).isEqualTo(Rejected.Reason.MISSING_SCOPE);
        assertThat(rejected.httpStatus()).hasValue(403);
        assertThat(rejected.activityId()).contains(id);
    }

    @Test
    void textThatCannotBeReadIsAnOutcomeOfAFutureToo() {
        assertThat(connector.connectAsync("contoso", fake.token()))
                .isCompletedWithValueMatching(
                        result -> VerdictTableTest.verdictOf(result).equals("INVALID_ORGANIZATION_URL"));
        assertThat(connector.connectAsync("https://dev.azure.com/contoso", "two words"))
                .isCompletedWithValueMatching(
                        result -> VerdictTableTest.verdictOf(result).equals("INVALID_TOKEN"));
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void exactlyOneOutcomeMatches() {
        VerificationResult verified = connect();
        VerificationResult rejected = Rejected.of(Rejected.Reason.TOKEN_EXPIRED);
        VerificationResult inconclusive = Inconclusive.of(Inconclusive.Reason.RATE_LIMITED, Duration.ofSeconds(3));

        assertThat(List.of(verified.isVerified(), verified.isRejected(), verified.isInconclusive()))
                .containsExactly(true, false, false);
        assertThat(List.of(rejected.isVerified(), rejected.isRejected(), rejected.isInconclusive()))
                .containsExactly(false, true, false);
        assertThat(List.of(inconclusive.isVerified(), inconclusive.isRejected(), inconclusive.isInconclusive()))
                .containsExactly(false, false, true);
        assertThat(verified.<Object>match(v -> v, r -> "r", i -> "i")).isSameAs(verified);
        assertThat(rejected.<Object>match(v -> "v", r -> r, i -> "i")).isSameAs(rejected);
        assertThat(inconclusive.<Object>match(v -> "v", r -> "r", i -> i)).isSameAs(inconclusive);
        assertThat(verified.orElseThrow()).isSameAs(((Verified) verified).connection());
        assertThat(verified.toString())
                .startsWith("Verified[AzureDevOpsConnection[organizationUrl=https://dev.azure.com/");
        assertThat(inconclusive).hasToString("Inconclusive[reason=RATE_LIMITED]");
    }

    @Test
    void theExceptionCarriesItsResult() {
        VerificationResult rejected = connector.connect("https://example.org", "x");

        assertThatThrownBy(rejected::orElseThrow)
                .isInstanceOfSatisfying(
                        VerificationException.class,
                        exception -> assertThat(exception.result()).isSameAs(rejected))
                .hasMessage(rejected.message())
                .hasCauseInstanceOf(InvalidOrganizationUrlException.class);
        assertThatThrownBy(Inconclusive.of(Inconclusive.Reason.TIMED_OUT)::orElseThrow)
                .isInstanceOf(VerificationException.class)
                .hasNoCause();
    }

    @Test
    void resultsForTestsAreBounded() {
        assertThat(Inconclusive.of(Inconclusive.Reason.RATE_LIMITED, Duration.ofDays(9))
                        .retryAfter())
                .contains(Duration.ofDays(1));
        assertThatThrownBy(() -> Inconclusive.of(Inconclusive.Reason.RATE_LIMITED, Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Inconclusive.of(Inconclusive.Reason.RATE_LIMITED).retryAfter())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyRejectionHasAFieldToPointAt(Rejected.Reason reason) {
        Rejected rejected = Rejected.of(reason);

        assertThat(rejected.reason().concern()).isNotNull();
        assertThat(rejected.httpStatus()).isEmpty();
        assertThat(rejected.activityId()).isEmpty();
        assertThat(rejected.cause()).isEmpty();
    }

    private VerificationResult connect() {
        return connector.connect("https://dev.azure.com/contoso", fake.token());
    }

    private java.util.Optional<Duration> retryAfter(String header) {
        organization.answers(
                changed(
                        FakeAnswer.RATE_LIMITED,
                        response -> response.removeHeader("Retry-After").addHeaderLenient("Retry-After", header)),
                changed(FakeAnswer.OK, response -> response));
        return ((Inconclusive) connect()).retryAfter();
    }

    private java.util.function.Function<ReceivedRequest, MockResponse> changed(
            FakeAnswer answer, UnaryOperator<MockResponse.Builder> change) {
        return request -> change.apply(new MockResponse.Builder(answer.toResponse(organization, request)))
                .build();
    }
}
