package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests the recipe {@link ManyConnections}. */
@Tag("network")
class ManyConnectionsTest {

    @Test
    void everyConnectionIsVerified() throws Exception {
        ExecutorService threads = threads();
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            Map<OrganizationUrl, PersonalAccessToken> credentials = new HashMap<>();
            for (int i = 0; i < 20; i++) {
                credentials.put(
                        OrganizationUrl.parse(fake.organization("contoso-" + i).url()),
                        PersonalAccessToken.of(fake.token()));
            }
            AzureDevOpsConnector connector = fake.connector();

            assertThat(ManyConnections.connect(connector, credentials, threads))
                    .hasSize(20)
                    .allMatch(VerificationResult::isVerified);
        } finally {
            threads.shutdown();
        }
    }

    /** Returns virtual threads if the JDK has them, by reflection, because the tests are compiled for Java 11. */
    private static ExecutorService threads() throws ReflectiveOperationException {
        return Runtime.version().feature() < 21
                ? Executors.newCachedThreadPool()
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
    }
}
