package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AuthenticatedUser;
import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.Verified;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the recipe {@link StoredConnection}. */
class StoredConnectionTest {

    private final TokenEncryption encryption =
            new TokenEncryption(Map.of(1, new SecretKeySpec(new byte[32], "AES")), 1);

    @Test
    @Tag("network")
    void aStoredConnectionConnectsAgain() throws Exception {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            FakeOrganization contoso = fake.organization("contoso");
            AzureDevOpsConnection connection =
                    fake.connector().connect(contoso.legacyUrl(), fake.token()).orElseThrow();

            StoredConnection stored = StoredConnection.of(connection, encryption);

            assertThat(stored.organization).isEqualTo("contoso");
            assertThat(stored.organizationId).contains(contoso.id());
            assertThat(stored.userId).isEqualTo(contoso.userId());
            assertThat(stored.connectAgain(fake.connector(), encryption).isVerified())
                    .isTrue();
        }
    }

    /** Needs no fake, because a test can create a result itself. */
    @Test
    void anotherOrganizationWithTheSameNameIsRecognizedByItsId() throws Exception {
        OrganizationUrl contoso = OrganizationUrl.ofOrganization("contoso");
        PersonalAccessToken token = PersonalAccessToken.of("not-a-real-token");
        AuthenticatedUser jane = AuthenticatedUser.of(UUID.randomUUID(), "Jane Doe");
        AzureDevOpsConnection before =
                Verified.of(contoso, token, jane, UUID.randomUUID()).connection();
        AzureDevOpsConnection after =
                Verified.of(contoso, token, jane, UUID.randomUUID()).connection();
        AzureDevOpsConnection unknown = Verified.of(contoso, token, jane).connection();

        StoredConnection stored = StoredConnection.of(before, encryption);

        assertThat(stored.isSameOrganization(before)).isTrue();
        assertThat(stored.isSameOrganization(after)).isFalse();
        assertThat(stored.isSameOrganization(unknown)).isTrue();
        assertThat(StoredConnection.of(unknown, encryption).isSameOrganization(after))
                .isTrue();
    }
}
