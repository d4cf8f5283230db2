package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.VerificationResult;
import java.util.Optional;
import java.util.UUID;

/** What an application keeps of a connection: names for people, ids for comparing, and the token, encrypted. */
final class StoredConnection {

    /** Encrypts what is stored. */
    interface Vault {
        String encrypt(String secret);

        String decrypt(String encrypted);
    }

    final String organization;
    final Optional<UUID> organizationId;
    final UUID userId;
    final String encryptedToken;

    private StoredConnection(String organization, Optional<UUID> organizationId, UUID userId, String encryptedToken) {
        this.organization = organization;
        this.organizationId = organizationId;
        this.userId = userId;
        this.encryptedToken = encryptedToken;
    }

    static StoredConnection of(AzureDevOpsConnection connection, PersonalAccessToken token, Vault vault) {
        return new StoredConnection(
                connection.organizationUrl().organization(),
                connection.organizationId(),
                connection.user().id(),
                vault.encrypt(token.reveal()));
    }

    VerificationResult connectAgain(AzureDevOpsConnector connector, Vault vault) {
        return connector.connect(
                OrganizationUrl.ofOrganization(organization), PersonalAccessToken.of(vault.decrypt(encryptedToken)));
    }
}
