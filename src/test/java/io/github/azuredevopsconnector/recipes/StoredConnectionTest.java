package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AuthenticatedUser;
import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Verified;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the recipe {@link StoredConnection}. */
class StoredConnectionTest implements StoredConnection.Vault {

    @Test
    @Tag("network")
    void aStoredConnectionConnectsAgain() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            FakeOrganization contoso = fake.organization("contoso");
            AzureDevOpsConnection connection =
                    fake.connector().connect(contoso.legacyUrl(), fake.token()).orElseThrow();

            StoredConnection stored = StoredConnection.of(connection, this);

            assertThat(stored.organization).isEqualTo("contoso");
            assertThat(stored.organizationId).contains(contoso.id());
            assertThat(stored.userId).isEqualTo(contoso.userId());
            assertThat(stored.encryptedToken).doesNotContain(fake.token());
            assertThat(stored.connectAgain(fake.connector(), this).isVerified()).isTrue();
        }
    }

    /** Needs no fake, because a test can make a result itself. */
    @Test
    void anotherOrganizationWithTheSameNameIsRecognizedByItsId() {
        OrganizationUrl contoso = OrganizationUrl.ofOrganization("contoso");
        PersonalAccessToken token = PersonalAccessToken.of("not-a-real-token");
        AuthenticatedUser jane = AuthenticatedUser.of(UUID.randomUUID(), "Jane Doe");
        AzureDevOpsConnection before =
                Verified.of(contoso, token, jane, UUID.randomUUID()).connection();
        AzureDevOpsConnection after =
                Verified.of(contoso, token, jane, UUID.randomUUID()).connection();
        AzureDevOpsConnection unknown = Verified.of(contoso, token, jane).connection();

        assertThat(StoredConnection.of(before, this).isSameOrganization(before)).isTrue();
        assertThat(StoredConnection.of(before, this).isSameOrganization(after)).isFalse();
        assertThat(StoredConnection.of(before, this).isSameOrganization(unknown))
                .isTrue();
        assertThat(StoredConnection.of(unknown, this).isSameOrganization(after)).isTrue();
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
