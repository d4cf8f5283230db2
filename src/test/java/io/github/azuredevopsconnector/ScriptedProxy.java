package io.github.azuredevopsconnector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.util.Calendar;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/**
 * Runs an HTTP proxy and the host behind it on loopback. Both follow a script, which can misbehave in ways that
 * MockWebServer does not support.
 */
final class ScriptedProxy implements AutoCloseable {

    /** What happens on one connection. When the script returns, the connection is closed. */
    @FunctionalInterface
    interface Script {
        void serve(Connection connection) throws IOException, InterruptedException;
    }

    private static final HeldCertificate AUTHORITY =
            build(new HeldCertificate.Builder().certificateAuthority(0).commonName("ScriptedProxy"));
    private static final HeldCertificate STRANGER = build(new HeldCertificate.Builder().certificateAuthority(0));

    /** The correct certificate. Each of the others is wrong in one way. */
    static final HandshakeCertificates GOOD = certificate(AUTHORITY, "dev.azure.com", builder -> {});

    static final HandshakeCertificates OF_ANOTHER_NAME = certificate(AUTHORITY, "dev.azure.example", builder -> {});
    static final HandshakeCertificates UNTRUSTED = certificate(STRANGER, "dev.azure.com", builder -> {});
    static final HandshakeCertificates EXPIRED = certificate(
            AUTHORITY,
            "dev.azure.com",
            builder -> builder.validityInterval(0, Duration.ofDays(1).toMillis()));
    static final HandshakeCertificates NOT_YET_VALID = certificate(
            AUTHORITY,
            "dev.azure.com",
            builder -> builder.validityInterval(
                    Instant.now().plus(Duration.ofDays(1)).toEpochMilli(),
                    Instant.now().plus(Duration.ofDays(2)).toEpochMilli()));

    private final ServerSocket server;
    private final Script script;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    /** Has a party for each connection that has not ended, and one for {@link #awaitEndOfConnections}. */
    private final Phaser open = new Phaser(1);

    private final Thread acceptor = new Thread(this::accept, "ScriptedProxy");

    ScriptedProxy(Script script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor.start();
    }

    private static HandshakeCertificates certificate(
            HeldCertificate authority, String name, Consumer<HeldCertificate.Builder> change) {
        HeldCertificate.Builder leaf = new HeldCertificate.Builder()
                .signedBy(authority)
                .commonName(name)
                .addSubjectAlternativeName(name);
        change.accept(leaf);
        return new HandshakeCertificates.Builder()
                .heldCertificate(build(leaf), authority.certificate())
                .build();
    }

    /** Sets a locale, because okhttp-tls writes dates with the default locale's calendar and digits. */
    private static HeldCertificate build(HeldCertificate.Builder certificate) {
        synchronized (Locale.ROOT) { // nothing else may change the locale at the same time
            if (Calendar.getInstance().getCalendarType().equals("gregory")
                    && DecimalFormatSymbols.getInstance().getZeroDigit() == '0') {
                return certificate.build();
            }
            Locale locale = Locale.getDefault(Locale.Category.FORMAT);
            Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
            try {
                return certificate.build();
            } finally {
                Locale.setDefault(Locale.Category.FORMAT, locale);
            }
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** The certificate that a client must trust. */
    static X509Certificate authority() {
        return AUTHORITY.certificate();
    }

    HttpClient.Builder httpClientBuilder() {
        return HttpClient.newBuilder()
                .proxy(ProxySelector.of(address()))
                .sslContext(new HandshakeCertificates.Builder()
                        .addTrustedCertificate(AUTHORITY.certificate())
                        .build()
                        .sslContext());
    }

    AzureDevOpsConnector.Builder connectorBuilder() {
        return AzureDevOpsConnector.builder().httpClient(httpClientBuilder().build());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Connection connection = new Connection(server.accept());
                open.register();
                connections.add(connection);
                connection.thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Waits until the script or the client has ended every connection. May be called once. */
    void awaitEndOfConnections() throws InterruptedException {
        try {
            open.awaitAdvanceInterruptibly(open.arrive(), 20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("a connection is still open", e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            acceptor.join();
            for (Connection connection : connections) {
                connection.socket.close();
                connection.thread.interrupt();
            }
            for (Connection connection : connections) {
                connection.thread.join();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server's side of one connection. */
    final class Connection {
        private final Socket socket;
        private final int number = accepted.getAndIncrement();
        private final Thread thread = new Thread(this::serve, "ScriptedProxy-connection");
        private Socket stream;

        Connection(Socket socket) {
            this.socket = socket;
            this.stream = socket;
        }

        /** Returns how many connections were accepted before this one. */
        int number() {
            return number;
        }

        private void serve() {
            try {
                script.serve(this);
            } catch (IOException | InterruptedException e) {
                // the client or the test has ended the connection
            } finally {
                connections.remove(this);
                try {
                    stream.close();
                    socket.close();
                } catch (IOException e) {
                    // it is closed already
                }
                open.arriveAndDeregister();
            }
        }

        /** Accepts the CONNECT and opens the TLS connection inside the tunnel. */
        Connection openTunnel(HandshakeCertificates certificates) throws IOException {
            return acceptConnect().beginTls(certificates);
        }

        /** Opens the TLS connection inside an accepted tunnel. */
        Connection beginTls(HandshakeCertificates certificates) throws IOException {
            SSLSocket tls = (SSLSocket) certificates.sslSocketFactory().createSocket(socket, null, true);
            tls.setUseClientMode(false);
            tls.startHandshake();
            stream = tls;
            return this;
        }

        Connection openTunnel() throws IOException {
            return openTunnel(GOOD);
        }

        /** Accepts the CONNECT, but opens no TLS connection. */
        Connection acceptConnect() throws IOException {
            readHead();
            return write("HTTP/1.1 200 Connection established\r\n\r\n");
        }

        /** Reads up to the empty line. */
        String readHead() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            InputStream in = stream.getInputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the client closed the connection");
                }
                head.write(next);
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        Connection write(String text) throws IOException {
            return write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Connection write(byte[] bytes) throws IOException {
            OutputStream out = stream.getOutputStream();
            out.write(bytes);
            out.flush();
            return this;
        }

        /** Waits for one byte. */
        Connection awaitSomething() throws IOException {
            if (stream.getInputStream().read() < 0) {
                throw new IOException("the client closed the connection");
            }
            return this;
        }

        /** Waits until the client closes the connection or resets it. */
        void awaitEnd() {
            try {
                InputStream in = stream.getInputStream();
                while (in.read() >= 0) {
                    // what the client still sends does not matter
                }
            } catch (IOException e) {
                // reset
            }
        }

        /** Ends the output and keeps the connection, because closing it with unread input would reset it. */
        Connection endOutput() throws IOException {
            socket.shutdownOutput();
            return this;
        }

        /** Ends the connection with a TCP reset. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
