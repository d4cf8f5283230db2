package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("network")
class StoredConnectionTest implements StoredConnection.Vault {

    @Test
    void whatWasStoredConnectsAgain() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            FakeOrganization contoso = fake.organization("contoso");
            AzureDevOpsConnector connector = fake.connector();
            AzureDevOpsConnection connection =
                    connector.connect(contoso.legacyUrl(), fake.token()).orElseThrow();

            StoredConnection stored = StoredConnection.of(connection, PersonalAccessToken.of(fake.token()), this);

            assertThat(stored.organization).isEqualTo("contoso");
            assertThat(stored.organizationId).contains(contoso.id());
            assertThat(stored.userId).isEqualTo(contoso.userId());
            assertThat(stored.encryptedToken).doesNotContain(fake.token());
            assertThat(stored.connectAgain(connector, this).isVerified()).isTrue();
        }
    }

    @Override
    public String encrypt(String secret) {
        return new StringBuilder(secret).reverse().toString();
    }

    @Override
    public String decrypt(String encrypted) {
        return encrypt(encrypted);
    }
}
