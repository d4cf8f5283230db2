package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The build runs this a second time, in a JVM whose common pool has no threads: up to JDK 24, that one runs no task. */
@Tag("network")
@Tag("unusual-environment")
class CommonPoolTest {

    @Test
    void aFutureCompletesAsSoonAsThereIsAResult() {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization("contoso");
            AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                    .httpClient(fake.httpClient())
                    .timeout(Duration.ofHours(1))
                    .build();

            assertThat(connector.connectAsync("https://dev.azure.com/contoso", fake.token()))
                    .succeedsWithin(Duration.ofSeconds(30))
                    .matches(VerificationResult::isVerified);
        }
    }
}
