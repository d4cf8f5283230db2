package io.github.azuredevopsconnector.recipes;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.PersonalAccessToken;
import io.github.azuredevopsconnector.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Verifies many connections at once, each on a thread of its own. */
final class ManyConnections {

    private ManyConnections() {}

    /** On Java 21, the threads are those of {@code Executors.newVirtualThreadPerTaskExecutor()}. */
    static List<VerificationResult> connect(
            AzureDevOpsConnector connector,
            Map<OrganizationUrl, PersonalAccessToken> credentials,
            ExecutorService threads)
            throws InterruptedException, ExecutionException {
        List<Callable<VerificationResult>> tasks = new ArrayList<>();
        credentials.forEach((organization, token) -> tasks.add(() -> connector.connect(organization, token)));
        List<VerificationResult> results = new ArrayList<>();
        for (Future<VerificationResult> result : threads.invokeAll(tasks)) {
            results.add(result.get());
        }
        return results;
    }
}
