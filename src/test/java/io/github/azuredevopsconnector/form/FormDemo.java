package io.github.azuredevopsconnector.form;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.time.Duration;

/** Serves the form until the process is stopped, in front of a fake Azure DevOps or of the real one. */
public final class FormDemo {

    private FormDemo() {}

    /**
     * Starts the server and prints its address.
     *
     * @param real whether the form connects to the real service
     * @param port the port, or 0 for any free port
     * @throws BindException if the port is not available
     */
    public static void start(boolean real, int port, PrintStream out) throws IOException {
        if (real) {
            AzureDevOpsConnector connector =
                    withScopes(AzureDevOpsConnector.builder()).build();
            print(out, start(connector, Examples.NONE, port), "the real Azure DevOps");
        } else {
            FakeAzureDevOps fake = FakeAzureDevOps.start();
            try {
                print(out, start(connector(fake), Examples.of(fake), port), "a fake Azure DevOps in this process");
            } catch (IOException e) {
                fake.close();
                throw e;
            }
        }
    }

    private static FormServer start(AzureDevOpsConnector connector, Examples examples, int port) throws IOException {
        return FormServer.start(connector, examples, port, FormServer.BROWSER_LIMIT);
    }

    /** Returns a connector that does not wait long for an organization that is silent. */
    static AzureDevOpsConnector connector(FakeAzureDevOps fake) {
        return withScopes(fake.connectorBuilder())
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private static AzureDevOpsConnector.Builder withScopes(AzureDevOpsConnector.Builder builder) {
        return builder.requires(TokenScope.CODE_READ).prefers(TokenScope.WORK_ITEMS_READ);
    }

    private static void print(PrintStream out, FormServer server, String service) {
        out.println("The form: " + server.address());
        out.println("The form connects to " + service + ". Press Ctrl+C to stop the server.");
    }
}
