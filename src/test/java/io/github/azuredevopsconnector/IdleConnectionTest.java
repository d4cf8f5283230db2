package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Specifies that on JDK 20 and later the library leaves it to the JDK to close idle connections. The build runs this in
 * a JVM that closes them after one second instead of 30.
 */
@EnabledForJreRange(min = JRE.JAVA_20)
@EnabledIfSystemProperty(named = "jdk.httpclient.keepalive.timeout", matches = "1")
@Tag("network")
@Tag("own-process")
class IdleConnectionTest {

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    @AutoClose
    private final Relay relay = new Relay(fake.proxyAddress());

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theJdkClosesIdleConnectionsAndTheNextCallIsVerified(boolean wrapped) throws InterruptedException {
        fake.organization("contoso");
        HttpClient jdk = fake.httpClientBuilder()
                .proxy(ProxySelector.of(relay.address()))
                .build();
        AzureDevOpsConnector connector = AzureDevOpsConnector.builder()
                .httpClient(wrapped ? new ForwardingClient(jdk) : jdk)
                .build();
        assertThat(ConnectLoadTest.begin(connector, fake, 20))
                .allMatch(call -> call.join().isVerified());

        relay.awaitEndOfConnections();

        assertThat(connector.connect("dev.azure.com/contoso", fake.token())).matches(VerificationResult::isVerified);
    }
}
