package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.VerificationResult;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Verifies a stored connection again, and never drops it for a fault of the network. */
final class NightlyCheck {

    /** What the application can do about a connection. */
    interface Connections {
        void keep(OrganizationUrl organization);

        void tellOwner(OrganizationUrl organization, String message);

        void checkAgain(OrganizationUrl organization, Duration wait);
    }

    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(15);

    private final AzureDevOpsConnector connector;
    private final Connections connections;

    NightlyCheck(AzureDevOpsConnector connector, Connections connections) {
        this.connector = connector;
        this.connections = connections;
    }

    void check(OrganizationUrl organization, Optional<UUID> storedId, PersonalAccessToken token) {
        VerificationResult result = connector.connect(organization, token);
        if (result.isInconclusive()) {
            Duration wait = ((Inconclusive) result).retryAfter().orElse(DEFAULT_WAIT);
            connections.checkAgain(organization, wait);
        } else if (result.isRejected()) {
            connections.tellOwner(organization, result.message());
        } else if (areDifferent(storedId, result.orElseThrow().organizationId())) {
            connections.tellOwner(organization, "Another organization has this name now: please connect again.");
        } else {
            connections.keep(organization);
        }
    }

    /** Where one of them is not known, the name has to do. */
    private static boolean areDifferent(Optional<UUID> one, Optional<UUID> other) {
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }
}
