package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the fake does for tests that go wrong. */
class FakeAzureDevOpsTest {

    @Test
    void credentialsThatCannotBeDecodedAreRefused() throws Exception {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(fake.organization("contoso").url() + "/_apis/projects"))
                    .header("Authorization", "Basic ???")
                    .timeout(Duration.ofSeconds(20))
                    .build();

            assertThat(fake.httpClient()
                            .send(request, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(401);
            assertThat(fake.requests())
                    .singleElement()
                    .matches(received -> received.token().isEmpty());
        }
    }

    @Test
    void aUserMayHaveLettersBeyondAscii() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").hasUser(new UUID(0, 1), "J\u00FCrgen \u674E", "j\u00FCrgen@contoso.example");

            AuthenticatedUser user = AzureDevOpsConnector.builder()
                    .httpClient(fake.httpClient())
                    .build()
                    .connect("https://dev.azure.com/contoso", fake.token())
                    .orElseThrow()
                    .user();

            assertThat(user.displayName()).isEqualTo("J\u00FCrgen \u674E");
            assertThat(user.account()).contains("j\u00FCrgen@contoso.example");
        }
    }

    @Test
    void anAnswerThatThrowsFailsTheTestInsteadOfHanging() {
        IllegalArgumentException bug = new IllegalArgumentException("a bug of the test");
        FakeAzureDevOps fake = FakeAzureDevOps.start();
        fake.organization("contoso")
                .answers(
                        request -> {
                            throw bug;
                        },
                        request -> {
                            throw bug;
                        });
        AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                .httpClient(fake.httpClient())
                .timeout(Duration.ofMinutes(10))
                .build();

        VerificationResult result = connector.connect("https://dev.azure.com/contoso", fake.token());

        assertThat(VerdictTableTest.verdictOf(result)).isEqualTo("SERVICE_UNAVAILABLE");
        assertThatIllegalStateException().isThrownBy(fake::close).withCause(bug);
        fake.close();
    }
}
