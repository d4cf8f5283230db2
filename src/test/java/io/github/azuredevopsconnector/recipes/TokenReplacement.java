package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.VerificationResult;
import java.util.function.Consumer;

/** Replaces the token of a stored connection with one that the user pastes into a form. */
final class TokenReplacement {

    private final AzureDevOpsConnector connector;
    private final Consumer<AzureDevOpsConnection> save;

    TokenReplacement(AzureDevOpsConnector connector, Consumer<AzureDevOpsConnection> save) {
        this.connector = connector;
        this.save = save;
    }

    /** Returns the message to show. Saves the new token only if it is for the same organization and the same user. */
    String replace(StoredConnection stored, String newToken) {
        String url = OrganizationUrl.ofOrganization(stored.organization).toString();
        return connector
                .connect(url, newToken)
                .match(
                        verified -> {
                            AzureDevOpsConnection connection = verified.connection();
                            if (!stored.isSameOrganization(connection)) {
                                return "Another organization has this name now. Connect to it as a new organization.";
                            }
                            if (!stored.userId.equals(connection.user().id())) {
                                return "This token belongs to another user. Create a token with your own account.";
                            }
                            save.accept(connection);
                            return verified.message();
                        },
                        VerificationResult::message,
                        VerificationResult::message);
    }
}
