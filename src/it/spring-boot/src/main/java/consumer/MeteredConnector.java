package consumer;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.VerificationResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts the results by reason and measures how long they take. */
final class MeteredConnector {

    private final AzureDevOpsConnector connector;
    private final MeterRegistry registry;

    MeteredConnector(AzureDevOpsConnector connector, MeterRegistry registry) {
        this.connector = connector;
        this.registry = registry;
    }

    VerificationResult connect(String organizationUrl, String personalAccessToken) {
        Timer.Sample sample = Timer.start(registry);
        VerificationResult result = connector.connect(organizationUrl, personalAccessToken);
        String reason = result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
        sample.stop(registry.timer("azuredevops.connect", "reason", reason));
        return result;
    }
}
