package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the recipes of {@link CorporateNetwork}. */
@Tag("network")
class CorporateNetworkTest {

    @AutoClose
    private final FakeAzureDevOps fake = FakeAzureDevOps.start();

    @Test
    void aCallGoesThroughTheProxy() {
        VerificationResult result = connect(CorporateNetwork.throughProxy(fake.proxyAddress()));

        assertThat(fake.tunnels()).isNotEmpty().containsOnly("dev.azure.com:443");
        // The JDK does not trust the proxy's certificate, so the other recipe is needed.
        assertThat(((Inconclusive) result).reason()).isEqualTo(Inconclusive.Reason.TLS_FAILURE);
    }

    @Test
    void aTrustStoreMakesAProxyThatInspectsTlsAcceptable(@TempDir Path folder) throws Exception {
        char[] password = "changeit".toCharArray();
        Path trustStore = folder.resolve("authorities.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("proxy", authorityOfFake());
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            store.store(out, password);
        }

        HttpClient client =
                CorporateNetwork.throughProxy(fake.proxyAddress(), CorporateNetwork.trusting(trustStore, password));

        assertThat(connect(client).isVerified()).isTrue();
    }

    private VerificationResult connect(HttpClient client) {
        return AzureDevOpsConnector.builder()
                .httpClient(client)
                .build()
                .connect(fake.organization("contoso").url(), fake.token());
    }

    /** Returns the certificate that signed the fake's certificate, such as an administrator would provide. */
    private Certificate authorityOfFake() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://dev.azure.com/")).build();
        Certificate[] chain = fake.httpClient()
                .send(request, BodyHandlers.discarding())
                .sslSession()
                .orElseThrow()
                .getPeerCertificates();
        return chain[chain.length - 1];
    }
}
