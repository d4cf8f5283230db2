package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.VerificationResult;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.UUID;

/** The part of a connection that an application stores in a row of a table. */
final class StoredConnection {

    final String organization;
    final Optional<UUID> organizationId;
    final UUID userId;
    final byte[] encryptedToken;

    private StoredConnection(String organization, Optional<UUID> organizationId, UUID userId, byte[] encryptedToken) {
        this.organization = organization;
        this.organizationId = organizationId;
        this.userId = userId;
        this.encryptedToken = encryptedToken;
    }

    static StoredConnection of(AzureDevOpsConnection connection, TokenEncryption encryption)
            throws GeneralSecurityException {
        return new StoredConnection(
                connection.organizationUrl().organization(),
                connection.organizationId(),
                connection.user().id(),
                encryption.encrypt(connection.personalAccessToken(), connection.organizationId()));
    }

    VerificationResult connectAgain(AzureDevOpsConnector connector, TokenEncryption encryption)
            throws GeneralSecurityException {
        return connector.connect(
                OrganizationUrl.ofOrganization(organization), encryption.decrypt(encryptedToken, organizationId));
    }

    /** Returns false only if both IDs are known and differ: another organization has the name now. */
    boolean isSameOrganization(AzureDevOpsConnection connection) {
        Optional<UUID> id = connection.organizationId();
        return organizationId.isEmpty() || id.isEmpty() || organizationId.equals(id);
    }
}
