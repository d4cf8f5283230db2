package io.github.azuredevopsconnector;

import static io.github.azuredevopsconnector.Finding.Detail.CERTIFICATE_FOR_ANOTHER_HOST;
import static io.github.azuredevopsconnector.Finding.Detail.CERTIFICATE_OUT_OF_DATE;
import static io.github.azuredevopsconnector.Finding.Detail.NO_COMMON_TLS_PARAMETERS;
import static io.github.azuredevopsconnector.Finding.Detail.UNKNOWN_AUTHORITY;
import static io.github.azuredevopsconnector.Finding.Detail.UNUSABLE_TRUST_STORE;
import static io.github.azuredevopsconnector.Verdicts.verdictOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Detail;
import io.github.azuredevopsconnector.ScriptedProxy.Script;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.tls.HandshakeCertificates;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Specifies which message each failure of a TLS handshake leads to, on every JDK. */
@Tag("network")
class ConnectTlsTest {

    private static final int HANDSHAKE_FAILURE = 40;
    private static final int CERTIFICATE_EXPIRED = 45;
    private static final int PROTOCOL_VERSION = 70;
    private static final int INSUFFICIENT_SECURITY = 71;
    private static final int INTERNAL_ERROR = 80;

    private static final Script GOOD = c -> c.openTunnel().awaitEnd();

    static Stream<Arguments> badCertificates() {
        return Stream.of(
                Arguments.of("of an unknown authority", ScriptedProxy.UNTRUSTED, UNKNOWN_AUTHORITY),
                Arguments.of("expired", ScriptedProxy.EXPIRED, CERTIFICATE_OUT_OF_DATE),
                Arguments.of("not yet valid", ScriptedProxy.NOT_YET_VALID, CERTIFICATE_OUT_OF_DATE),
                Arguments.of("for another host", ScriptedProxy.OF_ANOTHER_NAME, CERTIFICATE_FOR_ANOTHER_HOST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badCertificates")
    void theMessageNamesWhatIsWrongWithACertificate(String name, HandshakeCertificates certificate, Detail detail)
            throws GeneralSecurityException {
        Script script = c -> c.openTunnel(certificate).awaitEnd();

        assertTlsFailure(script, trusting("PKIX", ScriptedProxy.authority()), detail);
        assertTlsFailure(script, trusting("SunX509", ScriptedProxy.authority()), detail);
    }

    @Test
    void theMessageNamesAnEmptyTrustStoreAsTheProblem() throws GeneralSecurityException {
        assertTlsFailure(GOOD, trusting("PKIX"), UNUSABLE_TRUST_STORE);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("alert handshake_failure", alert(HANDSHAKE_FAILURE), NO_COMMON_TLS_PARAMETERS),
                Arguments.of("alert protocol_version", alert(PROTOCOL_VERSION), NO_COMMON_TLS_PARAMETERS),
                Arguments.of("alert insufficient_security", alert(INSUFFICIENT_SECURITY), NO_COMMON_TLS_PARAMETERS),
                Arguments.of("a version that is too old", helloOfTls10(), NO_COMMON_TLS_PARAMETERS),
                Arguments.of("alert internal_error", alert(INTERNAL_ERROR), null),
                // The server refuses the certificate of the client.
                Arguments.of("alert certificate_expired", alert(CERTIFICATE_EXPIRED), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void onlyAVersionOrCipherMismatchIsNamedAsTheProblem(String name, byte[] answer, @Nullable Detail detail)
            throws GeneralSecurityException {
        assertTlsFailure(
                c -> c.acceptConnect().awaitSomething().write(answer).awaitEnd(),
                trusting("PKIX", ScriptedProxy.authority()),
                detail);
    }

    @Test
    void aClientThatOffersOnlyADisabledTlsVersionHasNoneInCommonWithTheServer() throws GeneralSecurityException {
        assertTlsFailure(
                GOOD,
                trusting("PKIX", ScriptedProxy.authority())
                        .sslParameters(new SSLParameters(null, new String[] {"TLSv1"})),
                NO_COMMON_TLS_PARAMETERS);
    }

    static Stream<Arguments> ends() {
        return Stream.of(
                end("at once", c -> c.acceptConnect()),
                end("after the first message", c -> c.acceptConnect().awaitSomething()),
                end(
                        "in an orderly way",
                        c -> c.acceptConnect().awaitSomething().endOutput().awaitEnd()),
                end(
                        "in the middle of a record",
                        c -> c.acceptConnect()
                                .awaitSomething()
                                .write(new byte[] {0x16, 3, 3, 0, 99, 2})
                                .endOutput()
                                .awaitEnd()),
                end(
                        "with close_notify",
                        c -> c.acceptConnect()
                                .awaitSomething()
                                .write(new byte[] {0x15, 3, 3, 0, 2, 1, 0})
                                .awaitEnd()),
                end("by a reset", c -> c.acceptConnect().awaitSomething().reset()));
    }

    private static Arguments end(String name, Script script) {
        return Arguments.of(name, script);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void aConnectionThatEndsDuringTheHandshakeIsUnreachable(String name, Script script)
            throws GeneralSecurityException {
        VerificationResult result = connect(script, trusting("PKIX", ScriptedProxy.authority()));

        assertThat(verdictOf(result)).isEqualTo("UNREACHABLE");
        assertThat(result.message())
                .isEqualTo(Inconclusive.of(Inconclusive.Reason.UNREACHABLE).message());
    }

    /** Connects like an application that uses the trust store of its process. */
    static final class Application {
        public static void main(String[] arguments) {
            System.out.println(AzureDevOpsConnector.create()
                    .connect("https://dev.azure.com/contoso", "secret")
                    .message());
        }
    }

    @Test
    void theMessageNamesATrustStoreThatCannotBeReadAsTheProblem(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path trustStore = Files.writeString(folder.resolve("truststore"), "not a key store");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djavax.net.ssl.trustStore=" + trustStore,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();

        assertThat(output.strip())
                .endsWith(Inconclusive.Reason.TLS_FAILURE.message(UNUSABLE_TRUST_STORE, null, "dev.azure.com"));
    }

    private static byte[] alert(int description) {
        return new byte[] {0x15, 3, 3, 0, 2, 2, (byte) description};
    }

    /** Returns a ServerHello that selects TLS 1.0 and a cipher suite that every JDK offers. */
    private static byte[] helloOfTls10() {
        byte[] hello = new byte[47];
        System.arraycopy(new byte[] {0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1}, 0, hello, 0, 11);
        System.arraycopy(new byte[] {(byte) 0xC0, 0x2F}, 0, hello, 44, 2); // TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
        return hello;
    }

    private static HttpClient.Builder trusting(String algorithm, X509Certificate... authorities)
            throws GeneralSecurityException {
        try {
            KeyStore trustStore = KeyStore.getInstance("PKCS12");
            trustStore.load(null, null);
            for (X509Certificate authority : authorities) {
                trustStore.setCertificateEntry(
                        authority.getSubjectX500Principal().getName(), authority);
            }
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(algorithm);
            trustManagers.init(trustStore);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trustManagers.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static VerificationResult connect(Script script, HttpClient.Builder client) {
        try (ScriptedProxy proxy = new ScriptedProxy(script)) {
            return AzureDevOpsConnector.builder()
                    .httpClient(client.proxy(ProxySelector.of(proxy.address())).build())
                    .build()
                    .connect("https://dev.azure.com/contoso", "secret");
        }
    }

    private static void assertTlsFailure(Script script, HttpClient.Builder client, @Nullable Detail detail) {
        VerificationResult result = connect(script, client);

        assertThat(verdictOf(result)).isEqualTo("TLS_FAILURE");
        assertThat(result.message()).isEqualTo(Inconclusive.Reason.TLS_FAILURE.message(detail, null, "dev.azure.com"));
    }
}
