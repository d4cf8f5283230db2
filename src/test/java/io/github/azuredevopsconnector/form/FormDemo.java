package io.github.azuredevopsconnector.form;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.TokenScope;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;

/** Serves the form until the process is stopped, in front of a fake Azure DevOps or of the real one. */
public final class FormDemo {

    private FormDemo() {}

    /**
     * Starts the server and prints its address.
     *
     * @param real whether the form connects to the real service
     */
    public static void start(boolean real, PrintStream out) throws IOException {
        if (real) {
            print(out, FormServer.start(AzureDevOpsConnector.create(), Examples.NONE), "the real Azure DevOps");
        } else {
            FakeAzureDevOps fake = FakeAzureDevOps.start();
            print(out, FormServer.start(connector(fake), Examples.of(fake)), "a fake Azure DevOps in this process");
        }
    }

    /** Returns a connector that requires a second scope, and does not wait long for an organization that is silent. */
    static AzureDevOpsConnector connector(FakeAzureDevOps fake) {
        return fake.connectorBuilder()
                .requires(TokenScope.CODE_READ)
                .timeout(Duration.ofSeconds(3))
                .build();
    }

    private static void print(PrintStream out, FormServer server, String service) {
        out.println("The form: " + server.address());
        out.println("It asks " + service + ". Press Ctrl+C to stop it.");
    }
}
