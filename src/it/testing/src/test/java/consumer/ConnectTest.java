package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.github.azuredevopsconnector.testing.FakeOrganization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectTest {

    private final FakeAzureDevOps fake = FakeAzureDevOps.start();
    private final AzureDevOpsConnector connector = fake.connector();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void theRightTokenConnects() {
        FakeOrganization contoso = fake.organization("contoso");

        AzureDevOpsConnection connection =
                connector.connect(contoso.legacyUrl(), fake.token()).orElseThrow();

        assertEquals(contoso.displayName(), connection.user().displayName());
    }

    @Test
    void anExpiredTokenIsRejectedAsExpired() {
        FakeOrganization contoso = fake.organization("contoso").leadsTo(Rejected.Reason.TOKEN_EXPIRED);

        VerificationResult result = connector.connect(contoso.url(), fake.token());

        assertEquals(Rejected.Reason.TOKEN_EXPIRED, ((Rejected) result).reason());
    }

    @Test
    void aFailureOfTheNetworkIsInconclusive() {
        FakeOrganization contoso = fake.organization("contoso").leadsTo(Inconclusive.Reason.UNREACHABLE);

        assertTrue(connector.connect(contoso.url(), fake.token()).isInconclusive());
    }
}
