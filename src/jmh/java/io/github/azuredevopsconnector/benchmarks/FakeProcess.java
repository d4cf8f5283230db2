package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.Inconclusive;
import io.github.azuredevopsconnector.testing.FakeAzureDevOps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A fake in a process of its own, so that neither its processor time nor its threads and heap are measured. */
final class FakeProcess implements AutoCloseable {

    /** An organization that answers at once. */
    static final String NEAR = "near";

    /** An organization that answers after 40 ms, as one on another continent. */
    static final String FAR = "far";

    /** An organization that does not answer. */
    static final String SILENT = "silent";

    private final Process process;
    private final FakeAddress address;

    private FakeProcess(Process process, FakeAddress address) {
        this.process = process;
        this.address = address;
    }

    static FakeProcess start() {
        try {
            Process process = new ProcessBuilder(
                            java(), "-Xmx3g", "-cp", System.getProperty("java.class.path"), FakeProcess.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            String address = output.readLine();
            if (address == null) {
                throw new IllegalStateException("the fake did not start");
            }
            return new FakeProcess(process, FakeAddress.parse(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that this very JVM was started with. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    FakeAddress address() {
        return address;
    }

    /** Ends the process, which also ends by itself when this one does. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Runs until its input ends. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
            fake.organization(NEAR);
            fake.organization(FAR).withDelay(Duration.ofMillis(40));
            fake.organization(SILENT).leadsTo(Inconclusive.Reason.TIMED_OUT);
            System.out.println(new FakeAddress(fake.proxyAddress().getPort(), certificateOf(fake), fake.token()));
            while (System.in.read() >= 0) {
                // Nobody writes.
            }
            Runtime.getRuntime().halt(0); // closing would wait for the answers that are still to be given
        }
    }

    /** The certificate that clients are to trust: the last one that the fake presents. */
    private static String certificateOf(FakeAzureDevOps fake) throws IOException, InterruptedException {
        HttpResponse<Void> response = fake.httpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("https://dev.azure.com/"))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        try {
            Certificate[] chain = response.sslSession().orElseThrow().getPeerCertificates();
            return Base64.getEncoder().encodeToString(chain[chain.length - 1].getEncoded());
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
