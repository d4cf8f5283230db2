package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the recipes {@link ProjectList} and {@link ProjectPath}. */
@Tag("network")
class RestRecipesTest {

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    private final HttpClient client = fake.httpClient();
    private final FakeOrganization contoso = fake.organization("contoso");
    private final AzureDevOpsConnection connection = AzureDevOpsConnector.builder()
            .httpClient(client)
            .build()
            .connect(contoso.url(), fake.token())
            .orElseThrow();

    @Test
    void theProjectsAreListedWithTheVerifiedToken() throws Exception {
        assertThat(new ProjectList(client).json(connection)).contains("\"name\":\"Fabrikam-Fiber\"");

        ReceivedRequest request = fake.requests().get(fake.requests().size() - 1);
        assertThat(request.target()).isEqualTo("/contoso/_apis/projects?$top=100&api-version=7.1");
        assertThat(request.token()).contains(fake.token());
    }

    @Test
    void aRedirectToTheSignInPageFailsAndIsNotFollowed() {
        contoso.answers(FakeAnswer.SIGN_IN_REDIRECT);
        int before = fake.requests().size();

        assertThatIOException()
                .isThrownBy(() -> new ProjectList(client).json(connection))
                .withMessageContaining("302");
        assertThat(fake.requests()).hasSize(before + 1);
    }

    @Test
    void aClientThatFollowsRedirectsIsRefused() {
        HttpClient follows = fake.httpClientBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();

        assertThatIllegalArgumentException().isThrownBy(() -> new ProjectList(follows));
    }

    @Test
    void specialCharactersInAProjectNameArePercentEncoded() {
        HttpRequest request =
                ProjectPath.repositories(connection, "München & 50% +1").build();

        assertThat(request.uri())
                .hasToString("https://dev.azure.com/contoso/M%C3%BCnchen%20%26%2050%25%20%2B1"
                        + "/_apis/git/repositories?api-version=7.1");
        assertThatIllegalArgumentException().isThrownBy(() -> ProjectPath.repositories(connection, "../fabrikam"));
    }
}
