package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.testing.FakeAnswer;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A fake Azure DevOps in its own process, so that it does not warm up code of the measured process. */
final class FakeProcess implements AutoCloseable {

    /** An organization that answers at once. */
    static final String NEAR = "near";

    /** An organization that answers after 40 ms. */
    static final String FAR = "far";

    /**
     * Enough calls to the nearby organization to compile almost all code. Calls to the distant organization would take
     * too long.
     */
    static final int WARMUP_CALLS = 5_000;

    private final Process process;
    private final int port;
    private final int distantPort;
    private final String token;
    private final byte[] certificate;

    /** Returns the name of the organization that answers every request in one way. */
    static String organizationOf(FakeAnswer answer) {
        return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Takes the output of {@link FakeServer}. */
    private FakeProcess(Process process, String port, String distantPort, String token, String certificate) {
        this.process = process;
        this.port = Integer.parseInt(port);
        this.distantPort = Integer.parseInt(distantPort);
        this.token = token;
        this.certificate = Base64.getDecoder().decode(certificate);
    }

    static FakeProcess start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        try {
            Process process = new ProcessBuilder(
                            java, "-cp", System.getProperty("java.class.path"), FakeServer.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
            String line = output.readLine();
            if (line == null) {
                throw new IllegalStateException("the fake did not start");
            }
            String[] parts = line.split(" ", 4);
            return new FakeProcess(process, parts[0], parts[1], parts[2], parts[3]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process, which also ends when this process ends. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    String token() {
        return token;
    }

    HttpClient.Builder httpClientBuilder(SSLContext tls) {
        return httpClientBuilder(tls, port);
    }

    /** Returns a builder of clients whose round trip to the fake takes 40 ms. */
    HttpClient.Builder distantHttpClientBuilder(SSLContext tls) {
        return httpClientBuilder(tls, distantPort);
    }

    private static HttpClient.Builder httpClientBuilder(SSLContext tls, int port) {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .sslContext(tls);
    }

    /** Returns a new context that trusts the fake. */
    SSLContext sslContext() {
        try {
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setCertificateEntry(
                    "fake",
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate)));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
