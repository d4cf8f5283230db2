package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.util.function.Consumer;

/** Answers a user who submits a "Connect Azure DevOps" form. */
final class ConnectForm {

    private final AzureDevOpsConnector connector;
    private final Consumer<AzureDevOpsConnection> connections;

    ConnectForm(AzureDevOpsConnector connector, Consumer<AzureDevOpsConnection> connections) {
        this.connector = connector;
        this.connections = connections;
    }

    String submit(String organizationUrl, String personalAccessToken) {
        return connector
                .connect(organizationUrl, personalAccessToken)
                .match(
                        verified -> {
                            save(verified.connection());
                            return verified.message(); // Connected to the organization “contoso”.
                        },
                        rejected -> String.join("\n", rejected.messages().values()), // what is wrong and how to fix it
                        inconclusive -> inconclusive.message()); // we could not check: try again later
    }

    private void save(AzureDevOpsConnection connection) {
        connections.accept(connection);
    }
}
