package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.azuredevopsconnector.Finding.Detail;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyManagementException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what a failure means. The rows list the exceptions of its chain of causes, beginning with the failure. */
@Tag("unusual-environment")
class FailureReaderTest {

    private static final String TIMEOUT = "No complete answer in time";
    private static final String TLS = "No secure connection";
    private static final String CUT = "Could not connect, or the connection was lost";
    private static final String UNREADABLE = "The answer cannot be read";

    static List<Chain> chains() {
        return List.of(
                timedOut(new HttpTimeoutException("secret")),
                timedOut(new HttpConnectTimeoutException("secret"), new ConnectException("secret")),
                timedOut(new IOException("secret"), new HttpTimeoutException("secret")),
                timedOut(new SSLException("secret"), new HttpTimeoutException("secret")),
                timedOut(new ProtocolException("secret"), new HttpTimeoutException("secret")),
                tlsFailure(null, new SSLHandshakeException("secret")),
                tlsFailure(
                        null,
                        new IOException("secret"),
                        new SSLHandshakeException("secret"),
                        new CertificateException("secret")),
                tlsFailure(
                        null,
                        new SSLException("secret"),
                        new SocketException("secret"),
                        new CertificateException("secret")),
                tlsFailure(
                        Detail.CERTIFICATE_OUT_OF_DATE,
                        new SSLHandshakeException("secret"),
                        new CertificateException("secret"),
                        new CertificateExpiredException("secret")),
                tlsFailure(
                        Detail.CERTIFICATE_OUT_OF_DATE,
                        new IOException("secret"),
                        new SSLHandshakeException("secret"),
                        new CertificateNotYetValidException("secret")),
                tlsFailure(
                        Detail.UNUSABLE_TRUST_STORE, new IOException("secret"), new KeyManagementException("secret")),
                tlsFailure(null, new SSLHandshakeException("secret"), new InvalidAlgorithmParameterException("secret")),
                unreachable(new SSLHandshakeException("secret"), new SocketException("secret")),
                unreachable(new SSLHandshakeException("secret"), new EOFException("secret")),
                unreachable(new ConnectException("secret")),
                unreachable(
                        new ConnectException("secret"),
                        new ConnectException("secret"),
                        new UnresolvedAddressException()),
                unreachable(new ConnectException("secret"), new ClosedChannelException()),
                unreachable(new IOException("secret"), new EOFException("secret")),
                unreachable(new RejectedExecutionException("secret")),
                unreadable(new ProtocolException("secret")),
                unreadable(new IOException("secret"), new ProtocolException("secret")),
                unreadable(new IllegalArgumentException("secret")));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void theClassesOfTheCausesDecideWhatAFailureMeans(Chain chain) {
        Finding finding = FailureReader.read(chain.failure);

        assertThat(finding.inconclusive().orElseThrow()).isEqualTo(chain.meaning);
        assertThat(finding.detail()).isEqualTo(chain.detail);
        assertThat(finding.diagnostics().httpStatus()).isEmpty();
        assertThat(finding.diagnostics().activityId()).isEmpty();
        assertThat(finding.retryAfter()).isEmpty();
        Throwable cause = finding.diagnostics().cause().orElseThrow();
        assertThat(cause)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(chain.words + ": " + chain.classes)
                .hasNoCause();
        assertThat(cause.getStackTrace()).isEqualTo(chain.failure.getStackTrace());
    }

    /** The proxy answers CONNECT with 403 or 504 (Azure/azure-cli#14812 and microsoft/azure-pipelines-tasks#9102). */
    @ParameterizedTest
    @CsvSource({"403", "504", "302"})
    void theStatusOfAProxyThatRefusesToConnectIsKept(String status) {
        Throwable refused = new IOException("Tunnel failed, got: " + status);

        for (Throwable failure : List.of(refused, new CompletionException(refused))) {
            Finding finding = FailureReader.read(failure);

            assertThat(finding.inconclusive().orElseThrow()).isEqualTo(Inconclusive.Reason.UNREACHABLE);
            assertThat(finding.detail()).isEqualTo(Detail.REFUSED_BY_PROXY);
            assertThat(messageOf(finding))
                    .startsWith("The proxy refused to connect, with status " + status + ": java.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tunnel failed, got: 40",
                "Tunnel failed, got: 4033",
                "Tunnel failed, got: secret",
                "x Tunnel failed, got: 403"
            })
    void onlyTheExactMessageOfTheJdkMeansThatAProxyRefused(String message) {
        assertThat(FailureReader.read(new IOException(message)).detail()).isNull();
        assertThat(messageOf(FailureReader.read(new IOException(message)))).isEqualTo(CUT + ": java.io.IOException");
    }

    @Test
    void theTunnelMessageCountsOnlyInAnIOException() {
        assertThat(FailureReader.read(new IllegalStateException("Tunnel failed, got: 403"))
                        .detail())
                .isNull();
    }

    /** The messages of JDK 11, 17, 21 and 25. {@link ConnectTlsTest} causes these failures. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unable to find valid certification path to requested target | UNKNOWN_AUTHORITY",
                "Path does not chain with any of the trust anchors | UNKNOWN_AUTHORITY",
                "No trusted certificate found | UNKNOWN_AUTHORITY",
                "No subject alternative DNS name matching dev.azure.com found. | CERTIFICATE_FOR_ANOTHER_HOST",
                "No subject alternative names present | CERTIFICATE_FOR_ANOTHER_HOST",
                "No name matching dev.azure.com found | CERTIFICATE_FOR_ANOTHER_HOST",
                "the trustAnchors parameter must be non-empty | UNUSABLE_TRUST_STORE",
                "Algorithm constraints check failed on keysize limits |",
            })
    void theMessageAboutACertificateNamesTheProblem(String message, @Nullable Detail detail) {
        Throwable certificate = new CertificateException(message);

        assertThat(FailureReader.read(new SSLHandshakeException("x").initCause(certificate))
                        .detail())
                .isEqualTo(detail);
        assertThat(FailureReader.read(new SSLHandshakeException(message)).detail())
                .isNull();
    }

    /**
     * The columns: the message, the name of the alert, and the detail. The alerts handshake_failure and
     * protocol_version are from adoptium/containers#520 and microsoft/azure-pipelines-agent#2857.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Received fatal alert: handshake_failure | handshake_failure | NO_COMMON_TLS_PARAMETERS",
                "(handshake_failure) Received fatal alert: handshake_failure | handshake_failure | NO_COMMON_TLS_PARAMETERS",
                "Received fatal alert: protocol_version | protocol_version | NO_COMMON_TLS_PARAMETERS",
                "(protocol_version) The server selected protocol version TLS10 is not accepted | protocol_version | NO_COMMON_TLS_PARAMETERS",
                "Received fatal alert: insufficient_security | insufficient_security | NO_COMMON_TLS_PARAMETERS",
                "No appropriate protocol (protocol is disabled or cipher suites are inappropriate) | | NO_COMMON_TLS_PARAMETERS",
                "Received fatal alert: internal_error | internal_error |",
                "(certificate_expired) Received fatal alert: certificate_expired | certificate_expired |",
                "(certificate_unknown) PKIX path building failed: secret | certificate_unknown |",
                "(bad_certificate_status_response) x | bad_certificate_status_response |",
                "PKIX path building failed: secret | |",
                "Received fatal alert: secret | |",
                "Received fatal alert: internal_error secret | |",
                "(secret) x | |",
                "(secret_5) x | |",
                "(Secret_x) x | |",
                "x (internal_error) x | |",
                "(two_and_two_and_two_and) x | |",
            })
    void theMessageOfTheHandshakeNamesTheAlertAndTheProblem(
            String message, @Nullable String alert, @Nullable Detail detail) {
        Finding finding = FailureReader.read(new IOException(message, new SSLHandshakeException(message)));
        Finding withoutHandshake = FailureReader.read(new IOException(message));

        assertThat(finding.inconclusive().orElseThrow()).isEqualTo(Inconclusive.Reason.TLS_FAILURE);
        assertThat(finding.detail()).isEqualTo(detail);
        assertThat(messageOf(finding))
                .isEqualTo(TLS + ": java.io.IOException <- javax.net.ssl.SSLHandshakeException"
                        + (alert == null ? "" : " (TLS alert " + alert + ")"));
        assertThat(withoutHandshake.detail()).isNull();
        assertThat(messageOf(withoutHandshake)).doesNotContain("alert");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Remote host terminated the handshake",
                "Remote host closed the channel",
                "Received close_notify during handshake",
                "(unexpected_message) Received close_notify during handshake",
                "Insufficient space in the buffer, may be cause by an unexpected end of handshake data.",
            })
    void aConnectionThatIsClosedDuringTheHandshakeIsUnreachable(String message) {
        Finding finding = FailureReader.read(new SSLHandshakeException(message));

        assertThat(finding.inconclusive().orElseThrow()).isEqualTo(Inconclusive.Reason.UNREACHABLE);
        assertThat(finding.detail()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "org/slf4j/Logger | org.slf4j.Logger",
                "org/slf4j/Logger (wrong name: x) | org.slf4j.Logger",
                "Could not initialize class com.fasterxml.jackson.core.JsonFactory | com.fasterxml.jackson.core.JsonFactory",
                "com/fasterxml/jackson/core/JsonFactory$Feature | com.fasterxml.jackson.core.JsonFactory$Feature",
                "'void com.fasterxml.jackson.core.JsonParser.close()' | com.fasterxml.jackson.core.JsonParser",
                "secret |",
                "https://dev.azure.com/Contoso |",
                "x org/slf4j/Logger |",
            })
    void theClassThatALinkageErrorNamesIsKept(String message, @Nullable String name) {
        Finding finding = FailureReader.read(new IOException(message, new NoClassDefFoundError(message)));

        assertThat(messageOf(finding))
                .isEqualTo(CUT + ": java.io.IOException <- java.lang.NoClassDefFoundError"
                        + (name == null ? "" : " (class " + name + ")"));
        assertThat(messageOf(FailureReader.read(new IOException(message)))).isEqualTo(CUT + ": java.io.IOException");
        assertThat(messageOf(FailureReader.readUnreadable(new NoClassDefFoundError(message))))
                .startsWith(UNREADABLE)
                .contains(name == null ? "" : name)
                .doesNotContain("secret", "https:");
    }

    @Test
    void theExceptionInWhichAFutureWrapsAFailureIsNotNamed() {
        assertThat(messageOf(FailureReader.read(new CompletionException(new IOException()))))
                .isEqualTo(CUT + ": java.io.IOException");
    }

    // A custom client can throw anything.

    @Test
    void onlyTwentyClassesOfACircularChainOfCausesAreNamed() {
        IOException outer = new IOException("secret");
        IOException inner = new IOException("secret", outer);
        outer.initCause(inner);

        assertThat(messageOf(FailureReader.read(outer)))
                .isEqualTo(CUT + ": " + "java.io.IOException <- ".repeat(19) + "java.io.IOException");
    }

    @Test
    void onlyTheFirstTwentyExceptionsOfAChainAreRead() {
        Throwable failure = new HttpTimeoutException("secret");
        for (int i = 0; i < 19; i++) {
            failure = new IOException(failure);
        }

        assertThat(FailureReader.read(failure).inconclusive()).contains(Inconclusive.Reason.TIMED_OUT);
        assertThat(FailureReader.read(new IOException(failure)).inconclusive())
                .contains(Inconclusive.Reason.UNREACHABLE);
    }

    @Test
    void anExceptionWhoseMethodsThrowIsReadByItsClass() {
        Finding finding = FailureReader.read(new Thrower());

        assertThat(finding.inconclusive().orElseThrow()).isEqualTo(Inconclusive.Reason.TLS_FAILURE);
        assertThat(messageOf(finding)).isEqualTo(TLS + ": " + Thrower.class.getName());
        assertThat(finding.diagnostics().cause().orElseThrow()).hasNoCause();
    }

    private static final class Thrower extends SSLException {
        private static final long serialVersionUID = 1L;

        Thrower() {
            super("secret");
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("secret");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new AssertionError("secret");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("secret");
        }
    }

    private static String messageOf(Finding finding) {
        return Objects.requireNonNull(
                finding.diagnostics().cause().orElseThrow().getMessage());
    }

    private static Chain timedOut(Throwable... outsideIn) {
        return new Chain(Inconclusive.Reason.TIMED_OUT, null, TIMEOUT, outsideIn);
    }

    private static Chain tlsFailure(@Nullable Detail detail, Throwable... outsideIn) {
        return new Chain(Inconclusive.Reason.TLS_FAILURE, detail, TLS, outsideIn);
    }

    private static Chain unreachable(Throwable... outsideIn) {
        return new Chain(Inconclusive.Reason.UNREACHABLE, null, CUT, outsideIn);
    }

    private static Chain unreadable(Throwable... outsideIn) {
        return new Chain(Inconclusive.Reason.UNEXPECTED_RESPONSE, null, UNREADABLE, outsideIn);
    }

    /** One row. */
    static final class Chain {
        final Inconclusive.Reason meaning;
        final @Nullable Detail detail;
        final String words;
        final Throwable failure;
        final String classes;

        Chain(Inconclusive.Reason meaning, @Nullable Detail detail, String words, Throwable[] outsideIn) {
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < outsideIn.length; i++) {
                names.append(i == 0 ? "" : " <- ")
                        .append(outsideIn[i].getClass().getName());
                if (i > 0) {
                    outsideIn[i - 1].initCause(outsideIn[i]);
                }
            }
            this.meaning = meaning;
            this.detail = detail;
            this.words = words;
            this.failure = outsideIn[0];
            this.classes = names.toString();
        }

        @Override
        public String toString() {
            return classes;
        }
    }
}
