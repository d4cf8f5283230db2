package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.ReceivedRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fake does for tests that go wrong. */
@Tag("network")
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
            fake.organization("contoso").withUser(new UUID(0, 1), "J\u00FCrgen \u674E", "j\u00FCrgen@contoso.example");

            AuthenticatedUser user = fake.connector()
                    .connect("https://dev.azure.com/contoso", fake.token())
                    .orElseThrow()
                    .user();

            assertThat(user.displayName()).isEqualTo("J\u00FCrgen \u674E");
            assertThat(user.account()).contains("j\u00FCrgen@contoso.example");
        }
    }

    @Test
    void aDomainAccountNamesAUserAsWell() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso")
                    .withUser(new UUID(0, 1), "Jane Doe", "CONTOSO\\jane")
                    .answers(FakeAnswer.NOT_A_MEMBER_BY_ACCOUNT);

            VerificationResult result = fake.connector().connect("https://dev.azure.com/contoso", fake.token());

            assertThat(verdictOf(result)).isEqualTo("NOT_A_MEMBER");
        }
    }

    static List<Function<ReceivedRequest, MockResponse>> bugs() {
        return List.of(
                request -> {
                    throw new IllegalArgumentException("a bug of the test");
                },
                request -> {
                    throw new AssertionError("what the test asserts of a request");
                },
                request -> null);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void anAnswerThatCannotBeMadeFailsTheTestInsteadOfHanging(Function<ReceivedRequest, MockResponse> bug) {
        FakeAzureDevOps fake = FakeAzureDevOps.start();
        fake.organization("contoso").answers("_apis/projects", bug);
        AzureDevOpsConnector connector =
                fake.connectorBuilder().timeout(Duration.ofMinutes(10)).build();

        VerificationResult result = connector.connect("https://dev.azure.com/contoso", fake.token());

        assertThat(verdictOf(result)).isEqualTo("SERVICE_UNAVAILABLE");
        assertThatIllegalStateException().isThrownBy(fake::close).havingCause();
        fake.close();
    }
}
