package io.github.azuredevopsconnector.testing;

import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.InvalidOrganizationUrlException;
import io.github.azuredevopsconnector.OrganizationUrl;
import io.github.azuredevopsconnector.TokenScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * Imitates Azure DevOps over real HTTP and TLS on loopback, inside the test process.
 *
 * <p>Code under test runs as in production, and connects to {@code https://dev.azure.com} and to the other hosts of
 * {@link TokenScope#host()}. Only its {@link HttpClient} is different, because it uses the fake as its proxy and trusts
 * the certificate of the fake.
 *
 * <pre>{@code
 * try (FakeAzureDevOps fake = FakeAzureDevOps.start()) {
 *     fake.organization("contoso").leadsTo(Rejected.Reason.TOKEN_EXPIRED);
 *
 *     VerificationResult result = fake.connector().connect("https://dev.azure.com/contoso", fake.token());
 * }
 * }</pre>
 *
 * <p>{@link #organization} creates an organization on first use. An organization accepts {@link #token()}, unless the
 * test changes that. For any other organization, the fake answers that there is no such organization. A fake that is
 * not closed does not keep the JVM alive.
 *
 * <p>Thread-safe.
 */
public final class FakeAzureDevOps implements AutoCloseable {

    /**
     * MockWebServer's loggers. This field references them, because java.util.logging forgets the level of a
     * garbage-collected logger.
     */
    private static final List<Logger> SERVER_LOGGERS =
            List.of(Logger.getLogger(MockWebServer.class.getName()), Logger.getLogger("okhttp3.OkHttpClient"));

    private static final int KEPT = 50_000;

    private final MockWebServer server = new MockWebServer();
    private final Thread closer = new ServerCloser(server);
    private final ConcurrentMap<String, FakeOrganization> organizations = new ConcurrentHashMap<>();
    private final RingBuffer<ReceivedRequest> requests = new RingBuffer<>(KEPT);
    private final RingBuffer<String> tunnels = new RingBuffer<>(KEPT);
    private final AtomicReference<@Nullable Throwable> defect = new AtomicReference<>();

    private FakeAzureDevOps() {}

    /**
     * {@return a fake that listens on a free port of the loopback interface} Sets the level of the loggers of
     * MockWebServer to WARNING, unless they have a level.
     *
     * @throws UncheckedIOException if no port is available
     */
    public static FakeAzureDevOps start() {
        SERVER_LOGGERS.stream()
                .filter(logger -> logger.getLevel() == null)
                .forEach(logger -> logger.setLevel(Level.WARNING));
        FakeAzureDevOps fake = new FakeAzureDevOps();
        fake.server.setServerSocketFactory(new NoDelayServerSocketFactory());
        fake.server.useHttps(Certificates.SERVER.sslSocketFactory());
        fake.server.setDispatcher(new TunnelDispatcher(fake.tunnels::add, fake::answerOrFail));
        try {
            fake.server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fake.closer.start();
        return fake;
    }

    /** {@return a new client that connects to this fake instead of any host of Azure DevOps} */
    public HttpClient httpClient() {
        return httpClientBuilder().build();
    }

    /** {@return a builder of clients that connect to this fake, for example to set an executor} */
    public HttpClient.Builder httpClientBuilder() {
        return untrustingHttpClientBuilder().sslContext(Certificates.CLIENT.sslContext());
    }

    /**
     * {@return a builder of clients that connect to this fake but do not trust its certificate} A call over such a
     * client ends with {@link io.github.azuredevopsconnector.Inconclusive.Reason#TLS_FAILURE}.
     */
    public HttpClient.Builder untrustingHttpClientBuilder() {
        return HttpClient.newBuilder().proxy(ProxySelector.of(proxyAddress()));
    }

    /** {@return a new connector with the defaults, whose client connects to this fake} */
    public AzureDevOpsConnector connector() {
        return connectorBuilder().build();
    }

    /** {@return a builder of connectors to this fake, for example to require scopes or to set another timeout} */
    public AzureDevOpsConnector.Builder connectorBuilder() {
        return AzureDevOpsConnector.builder().httpClient(httpClient());
    }

    /** {@return the address on which this fake listens as an HTTP proxy} */
    public InetSocketAddress proxyAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    /**
     * {@return the token that this fake accepts} The token has the shape of a real one. The fake builds it at run time,
     * so that scanners for leaked credentials do not report the source code of a test.
     */
    public String token() {
        return "Fake".repeat(19) + "AZ" + "DO" + "Fake";
    }

    /**
     * {@return the organization with this name} Creates the organization on first use.
     *
     * @param name in upper or lower case
     * @throws InvalidOrganizationUrlException if no organization can have this name
     */
    public FakeOrganization organization(String name) {
        return organizations.computeIfAbsent(
                OrganizationUrl.ofOrganization(name).organization(), key -> new FakeOrganization(key, token()));
    }

    /** {@return the last 50,000 requests in the order of their arrival, without the CONNECT requests to the proxy} */
    public List<ReceivedRequest> requests() {
        return requests.list();
    }

    /** {@return the targets of the last 50,000 CONNECT requests, such as {@code dev.azure.com:443}} */
    public List<String> tunnels() {
        return tunnels.list();
    }

    /**
     * Stops listening, and closes all connections. Closing again has no effect.
     *
     * @throws IllegalStateException if an answer could not be created, usually because a function that the test passed
     *     to {@link FakeOrganization#answers} threw an exception or returned null. The client received status 500
     */
    @Override
    public void close() {
        server.close();
        closer.interrupt();
        Throwable thrown = defect.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException(
                    "an answer could not be created, usually because a function passed to FakeOrganization.answers "
                            + "failed or returned null",
                    thrown);
        }
    }

    private MockResponse answerOrFail(RecordedRequest recorded) {
        try {
            forgetRecorded();
            return answer(recorded);
        } catch (Throwable e) { // for example, a test's AssertionError; without an answer, the client would wait
            defect.compareAndSet(null, e);
            return new MockResponse.Builder().code(500).build();
        }
    }

    /** Empties the server's own queue of requests, which has no limit. */
    private void forgetRecorded() throws InterruptedException {
        while (server.takeRequest(0, TimeUnit.SECONDS) != null) {
            // The fake keeps its own record.
        }
    }

    private MockResponse answer(RecordedRequest recorded) {
        ReceivedRequest request = ReceivedRequest.of(recorded);
        requests.add(request);
        FakeOrganization organization = organizations.get(request.organization().toLowerCase(Locale.ROOT));
        return organization == null
                ? FakeAnswer.NOT_FOUND.toResponse(new FakeOrganization(request.organization(), token()), request)
                : organization.answer(request);
    }

    /** All fakes of a process share these certificates, because creating them takes tens of milliseconds. */
    private static final class Certificates {
        private static final HeldCertificate AUTHORITY =
                build(new HeldCertificate.Builder().certificateAuthority(0).commonName("FakeAzureDevOps"));
        private static final HeldCertificate SERVICE = build(service());

        static final HandshakeCertificates SERVER = new HandshakeCertificates.Builder()
                .heldCertificate(SERVICE, AUTHORITY.certificate())
                .build();
        static final HandshakeCertificates CLIENT = new HandshakeCertificates.Builder()
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();

        private static HeldCertificate.Builder service() {
            HeldCertificate.Builder certificate =
                    new HeldCertificate.Builder().signedBy(AUTHORITY).commonName("dev.azure.com");
            Arrays.stream(TokenScope.values())
                    .map(TokenScope::host)
                    .distinct()
                    .forEach(certificate::addSubjectAlternativeName);
            return certificate;
        }

        /** Sets a locale, because okhttp-tls writes dates with the default locale's calendar and digits. */
        private static HeldCertificate build(HeldCertificate.Builder certificate) {
            synchronized (Locale.ROOT) { // shared by the fakes of all class loaders, which change one default
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
    }
}
