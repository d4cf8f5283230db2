package consumer;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.PersonalAccessToken;

/** Where the application keeps connections: the token encrypted, and the ids, which survive a rename. */
interface Connections {
    void save(AzureDevOpsConnection connection, PersonalAccessToken token);
}
