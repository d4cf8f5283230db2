package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Specifies which requests a call sends, and what its result contains in addition to the verdict. */
@Tag("network")
class ConnectResultTest {

    private static final String WHO = "_apis/connectionData";
    private static final String PROJECTS = "_apis/projects";

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final FakeOrganization contoso = fake.organization("contoso");
    private AzureDevOpsConnector connector = fake.connector();

    @Test
    void aConnectionContainsTheOrganizationTheUserAndTheToken() {
        UUID id = UUID.randomUUID();
        UUID userId = UUID.randomUUID();
        contoso.withId(id).withUser(userId, "Zoë \"Z\" <script>", "zoe@contoso.example");

        AzureDevOpsConnection connection = connect().orElseThrow();

        assertThat(connection.organizationUrl()).isEqualTo(OrganizationUrl.ofOrganization("contoso"));
        assertThat(connection.organizationId()).contains(id);
        assertThat(connection.personalAccessToken()).isEqualTo(PersonalAccessToken.of(fake.token()));
        assertThat(connection.user())
                .isEqualTo(AuthenticatedUser.of(userId, "Zoë \"Z\" <script>", "zoe@contoso.example"));
    }

    @Test
    void theUserHeaderNamesTheUserIfConnectionDataIsNotFound() {
        contoso.answers(WHO, FakeAnswer.NOT_FOUND);

        AzureDevOpsConnection connection = connect().orElseThrow();

        assertThat(connection.user())
                .isEqualTo(AuthenticatedUser.of(contoso.userId(), contoso.account(), contoso.account()));
        assertThat(connection.organizationId()).isEmpty();
    }

    @Test
    void eachProbeIsSentOnceOverHttp11WithTheSameHeaders() {
        connector = fake.connectorBuilder().requires(TokenScope.values()).build();

        connect();

        Set<TokenScope> all = EnumSet.allOf(TokenScope.class);
        assertThat(fake.requests())
                .extracting(ReceivedRequest::toString)
                .containsExactlyInAnyOrderElementsOf(new Probes(all, Set.of())
                        .all().stream()
                                .map(probe -> probe.request(Findings.REQUEST).build())
                                .map(request -> request.method() + " " + request.uri())
                                .collect(Collectors.toList()));
        assertThat(fake.requests()).allSatisfy(request -> {
            assertThat(request.version()).isEqualTo("HTTP/1.1");
            assertThat(request.headers("Authorization"))
                    .containsExactly(PersonalAccessToken.of(fake.token()).authorizationHeader());
            assertThat(request.headers("Accept")).containsExactly("application/json");
            assertThat(request.headers("Accept-Language")).containsExactly("en-US");
            assertThat(request.headers("Cache-Control")).containsExactly("no-cache, no-store");
            assertThat(request.headers("X-TFS-FedAuthRedirect")).containsExactly("Suppress");
            assertThat(request.headers("Cookie")).isEmpty();
            assertThat(request.headers("User-Agent"))
                    .containsExactly("azure-devops-connector/" + System.getProperty("project.version"));
        });
    }

    @Test
    void theUserAgentBeginsWithTheApplicationsProduct() {
        connector = fake.connectorBuilder()
                .userAgent(" Fabrikam/1.2 (on-premises) ")
                .build();

        connect();

        assertThat(fake.requests())
                .allSatisfy(request -> assertThat(request.header("User-Agent"))
                        .get()
                        .asString()
                        .startsWith("Fabrikam/1.2 (on-premises) azure-devops-connector/"));
    }

    @Test
    void aRequestThatAConnectionCreatesIsReadyToSend() throws Exception {
        contoso.answers(
                "Fabrikam/_apis/build/builds",
                request -> new MockResponse.Builder()
                        .body("{\"asked\":\"" + request.target() + "\"}")
                        .build());
        AzureDevOpsConnection connection = connect().orElseThrow();

        String body = fake.httpClient()
                .send(connection.request("/Fabrikam/_apis/build/builds?$top=1").build(), BodyHandlers.ofString())
                .body();

        assertThat(body).isEqualTo("{\"asked\":\"/contoso/Fabrikam/_apis/build/builds?$top=1\"}");
        ReceivedRequest request = fake.requests().get(fake.requests().size() - 1);
        assertThat(request.token()).contains(fake.token());
        assertThat(request.headers("X-TFS-FedAuthRedirect")).containsExactly("Suppress");
    }

    @Test
    void aRejectionHasATimeToWaitIfAnAnswerHasOne() {
        contoso.answers(WHO, FakeAnswer.OK_NEAR_RATE_LIMIT).answers(PROJECTS, FakeAnswer.UNAUTHORIZED);
        assertThat(verdictOf(connect())).isEqualTo("MISSING_SCOPE");
        assertThat(connect().retryAfter()).contains(Duration.ofSeconds(5));

        contoso.answers(FakeAnswer.UNAUTHORIZED)
                .answers(PROJECTS, changed(FakeAnswer.UNAUTHORIZED, answer -> answer.setHeader("Retry-After", "9")));
        assertThat(verdictOf(connect())).isEqualTo("TOKEN_REJECTED");
        assertThat(connect().retryAfter()).contains(Duration.ofSeconds(9));
    }

    @Test
    void theActivityIdIsFromTheDecidingAnswer() {
        String id = "5A1D3C70-0000-4000-8000-0123456789AB";
        contoso.answers(FakeAnswer.UNAUTHORIZED)
                .answers(WHO, changed(FakeAnswer.UNAUTHORIZED, answer -> answer.setHeader("ActivityId", id)));

        assertThat(connect())
                .hasToString("Rejected[reason=TOKEN_REJECTED, httpStatus=401, "
                        + "activityId=5a1d3c70-0000-4000-8000-0123456789ab]");
    }

    @Test
    void theHelpPageForAMalformedTokenIsTheTokensPageOfTheOrganization() {
        assertThat(((Rejected) connector.connect(contoso.url(), "two words")).helpPage())
                .contains(OrganizationUrl.ofOrganization("contoso").tokensPage());
    }

    @Test
    void aCallWithTwoMistakesHasTwoMessages() {
        for (VerificationResult result : List.of(
                connector.connect("contoso", "two words"),
                connector.connectAsync("contoso", "two words").getNow(connect()))) {
            Rejected rejected = (Rejected) result;

            assertThat(rejected.reason()).isEqualTo(Rejected.Reason.INVALID_ORGANIZATION_URL);
            assertThat(rejected.messages())
                    .containsExactly(
                            Map.entry(
                                    Rejected.Concern.ORGANIZATION_URL,
                                    InvalidOrganizationUrlException.Reason.MISSING_HOST.message),
                            Map.entry(
                                    Rejected.Concern.TOKEN,
                                    InvalidPersonalAccessTokenException.Reason.ILLEGAL_CHARACTER.message));
            assertThatThrownBy(rejected.messages()::clear).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void aCallWithOneMistakeHasOneMessage() {
        contoso.leadsTo(Rejected.Reason.NOT_A_MEMBER);

        for (VerificationResult result :
                List.of(connector.connect("contoso", fake.token()), connector.connect(contoso.url(), ""), connect())) {
            Rejected rejected = (Rejected) result;

            assertThat(rejected.messages())
                    .containsExactly(Map.entry(rejected.reason().concern(), rejected.message()));
        }
    }

    @Test
    void malformedInputCompletesTheFutureAtOnceWithoutARequest() {
        assertThat(connector.connectAsync("contoso", fake.token()))
                .isCompletedWithValueMatching(result -> verdictOf(result).equals("INVALID_ORGANIZATION_URL"));
        assertThat(connector.connectAsync(contoso.url(), "two words"))
                .isCompletedWithValueMatching(result -> verdictOf(result).equals("INVALID_TOKEN"));
        assertThat(fake.requests()).isEmpty();
    }

    private VerificationResult connect() {
        return connector.connect("https://dev.azure.com/contoso", fake.token());
    }

    private Function<ReceivedRequest, MockResponse> changed(
            FakeAnswer answer, UnaryOperator<MockResponse.Builder> change) {
        return request -> change.apply(new MockResponse.Builder(answer.toResponse(contoso, request)))
                .build();
    }
}
