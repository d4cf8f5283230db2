package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests a form offline, as an application's own test would. */
@Tag("network")
class ConnectFormTest {

    private final List<AzureDevOpsConnection> saved = new ArrayList<>();

    @Test
    void aTokenWithoutTheScopeIsNotSaved() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").lacks(TokenScope.CODE_READ);
            AzureDevOpsConnector connector =
                    fake.connectorBuilder().requires(TokenScope.CODE_READ).build();
            ConnectForm form = new ConnectForm(connector, saved::add);

            String answer = form.submit("https://dev.azure.com/contoso", fake.token());

            assertThat(answer).contains("Code: Read");
            assertThat(saved).isEmpty();
        }
    }

    @Test
    void theTokenThatWasVerifiedIsSaved() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").withUser("Jane Doe", "jane@contoso.example");
            ConnectForm form = new ConnectForm(fake.connector(), saved::add);

            form.submit("contoso.visualstudio.com/Fabrikam/_git/website", " " + fake.token() + "\n");

            assertThat(saved).hasSize(1);
            AzureDevOpsConnection connection = saved.get(0);
            assertThat(connection.organizationUrl().organization()).isEqualTo("contoso");
            assertThat(connection.user().displayName()).isEqualTo("Jane Doe");
            assertThat(connection.personalAccessToken().reveal()).isEqualTo(fake.token());
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.azuredevopsconnector.testing.FakeReasons#rejections")
    void noRejectedTokenIsSaved(Rejected.Reason reason) {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").leadsTo(reason);
            ConnectForm form = new ConnectForm(fake.connector(), saved::add);

            String answer = form.submit("https://dev.azure.com/contoso", fake.token());

            assertThat(answer).isNotBlank().doesNotContain(fake.token());
            assertThat(saved).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.azuredevopsconnector.testing.FakeReasons#inconclusives")
    void aFailureToCheckIsNotBlamedOnTheUser(Inconclusive.Reason reason) {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").leadsTo(reason);
            AzureDevOpsConnector connector =
                    fake.connectorBuilder().timeout(Duration.ofSeconds(1)).build(); // TIMED_OUT takes 1 second, not 20
            ConnectForm form = new ConnectForm(connector, saved::add);

            String answer = form.submit("https://dev.azure.com/contoso", fake.token());

            assertThat(answer).contains("We could not check what you entered.");
            assertThat(saved).isEmpty();
        }
    }
}
