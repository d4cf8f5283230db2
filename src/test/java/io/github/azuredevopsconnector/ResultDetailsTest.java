package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeBehavior;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result tells beside its reason. */
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

    private VerificationResult connect() {
        return connector.connect("https://dev.azure.com/contoso", fake.token());
    }
}
