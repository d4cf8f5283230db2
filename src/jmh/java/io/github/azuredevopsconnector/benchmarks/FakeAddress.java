package io.github.azuredevopsconnector.benchmarks;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Where a fake in another process listens, and what to trust there: all that a client needs. Of classes outside the
 * JDK, it loads none.
 */
final class FakeAddress {

    private final int port;
    private final String certificate;
    private final String token;

    FakeAddress(int port, String certificate, String token) {
        this.port = port;
        this.certificate = certificate;
        this.token = token;
    }

    static FakeAddress parse(String text) {
        String[] parts = text.split(" ", 3);
        return new FakeAddress(Integer.parseInt(parts[0]), parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return String.join(" ", String.valueOf(port), certificate, token);
    }

    String token() {
        return token;
    }

    HttpClient.Builder httpClientBuilder(SSLContext tls) {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .sslContext(tls);
    }

    /** Opens a TLS connection and closes it, without the HTTP client. */
    void shakeHands(SSLContext tls) throws IOException {
        try (Socket tunnel = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String host = "dev.azure.com";
            String connect = "CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            tunnel.getOutputStream().write(connect.getBytes(StandardCharsets.US_ASCII));
            BufferedReader response =
                    new BufferedReader(new InputStreamReader(tunnel.getInputStream(), StandardCharsets.US_ASCII));
            for (String line = response.readLine(); !line.isEmpty(); line = response.readLine()) {
                // Nothing follows the header before the client has said hello.
            }
            try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(tunnel, host, 443, false)) {
                socket.startHandshake();
            }
        }
    }

    SSLContext sslContext() {
        try {
            Certificate trusted = CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(certificate)));
            KeyStore keys = KeyStore.getInstance(KeyStore.getDefaultType());
            keys.load(null, null);
            keys.setCertificateEntry("fake", trusted);
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
