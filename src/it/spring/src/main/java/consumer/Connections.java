package consumer;

import io.github.azuredevopsconnector.AzureDevOpsConnection;

/** Stores connections: the token encrypted, and the ids, which survive a rename. */
interface Connections {
    void save(AzureDevOpsConnection connection);
}
