package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.VerificationResult;

/** What an application does when a person submits its "Connect Azure DevOps" form. */
final class ConnectForm {

    /** Where the application keeps connections: the token encrypted, and the ids, which survive a rename. */
    interface Connections {
        void save(AzureDevOpsConnection connection, PersonalAccessToken token);
    }

    private final AzureDevOpsConnector connector;
    private final Connections connections;

    ConnectForm(AzureDevOpsConnector connector, Connections connections) {
        this.connector = connector;
        this.connections = connections;
    }

    /** Takes strings, as the fields of the form are: a framework's conversion errors would quote a token. */
    FormAnswer submit(String organizationUrl, String personalAccessToken) {
        VerificationResult result = connector.connect(organizationUrl, personalAccessToken);
        if (result.isVerified()) {
            connections.save(result.orElseThrow(), PersonalAccessToken.of(personalAccessToken));
        }
        return FormAnswer.to(result);
    }
}
