package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Rejected;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class MeteredConnectorTest {

    @Test
    void aResultIsCountedByItsReason() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso").leadsTo(Rejected.Reason.TOKEN_EXPIRED);

            new MeteredConnector(fake.connector(), registry).connect("https://dev.azure.com/contoso", fake.token());
        }

        assertThat(registry.get("azuredevops.connect")
                        .tag("reason", "TOKEN_EXPIRED")
                        .timer()
                        .count())
                .isEqualTo(1);
    }
}
