package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;

/** The main class of {@link FakeProcess}. */
final class FakeServer {

    private FakeServer() {}

    /** Prints the ports, the token and the certificate of the fake, and runs until the input ends. */
    public static void main(String[] args) throws IOException, InterruptedException, CertificateEncodingException {
        FakeAzureDevOps fake = FakeAzureDevOps.start();
        fake.organization(FakeProcess.NEAR);
        fake.organization(FakeProcess.FAR).withDelay(Duration.ofMillis(40));
        for (FakeAnswer answer : FakeAnswer.values()) {
            fake.organization(FakeProcess.organizationOf(answer)).answers(answer);
        }
        int distantPort = DistantRelay.start(fake.proxyAddress());
        System.out.println(
                fake.proxyAddress().getPort() + " " + distantPort + " " + fake.token() + " " + certificate(fake));
        while (System.in.read() >= 0) {
            // The parent process writes nothing, so the input ends when the parent process ends.
        }
        Runtime.getRuntime().halt(0); // closing would wait for delayed answers
    }

    /** Returns the certificate that clients must trust, which is the last one that the fake presents. */
    private static String certificate(FakeAzureDevOps fake)
            throws IOException, InterruptedException, CertificateEncodingException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://dev.azure.com/")).build();
        HttpResponse<Void> response = fake.httpClient().send(request, HttpResponse.BodyHandlers.discarding());
        Certificate[] chain = response.sslSession().orElseThrow().getPeerCertificates();
        return Base64.getEncoder().encodeToString(chain[chain.length - 1].getEncoded());
    }
}
