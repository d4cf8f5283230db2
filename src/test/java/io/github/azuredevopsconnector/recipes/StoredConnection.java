package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.VerificationResult;
import java.util.Optional;
import java.util.UUID;

/** What an application stores of a connection: a row of its table. */
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

    static StoredConnection of(AzureDevOpsConnection connection, Vault vault) {
        return new StoredConnection(
                connection.organizationUrl().organization(),
                connection.organizationId(),
                connection.user().id(),
                vault.encrypt(connection.personalAccessToken().reveal()));
    }

    VerificationResult connectAgain(AzureDevOpsConnector connector, Vault vault) {
        return connector.connect(
                OrganizationUrl.ofOrganization(organization), PersonalAccessToken.of(vault.decrypt(encryptedToken)));
    }

    /** Returns whether the name still belongs to the same organization, or true if either id is unknown. */
    boolean isSameOrganization(AzureDevOpsConnection connection) {
        Optional<UUID> id = connection.organizationId();
        return organizationId.isEmpty() || id.isEmpty() || organizationId.equals(id);
    }
}
