package consumer.connect;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.VerificationResult;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;

/** Needs no other "requires", because the module requires java.net.http transitively. */
public final class Connect {

    private Connect() {}

    /** Connects through a proxy that does not exist, so that nothing leaves this machine. */
    public static VerificationResult withoutNetwork(String organizationUrl, String token) {
        HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress("localhost", 1)))
                .build();
        return AzureDevOpsConnector.builder().httpClient(client).build().connect(organizationUrl, token);
    }
}
