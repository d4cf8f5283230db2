package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.KeyManagementException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chains of causes in which the JDKs tell of a failure, from the outside in. */
class FailureReaderTest {

    static List<Chain> chains() {
        return List.of(
                chain(Inconclusive.Reason.TIMED_OUT, "No complete answer in time", new HttpTimeoutException("secret")),
                chain(
                        Inconclusive.Reason.TIMED_OUT,
                        "No complete answer in time",
                        new HttpConnectTimeoutException("secret"),
                        new ConnectException("secret")),
                chain(
                        Inconclusive.Reason.TIMED_OUT,
                        "No complete answer in time",
                        new IOException("secret"),
                        new HttpTimeoutException("secret")),
                chain(
                        Inconclusive.Reason.TIMED_OUT,
                        "No complete answer in time",
                        new SSLException("secret"),
                        new HttpTimeoutException("secret")),
                chain(Inconclusive.Reason.TLS_FAILURE, "No secure connection", new SSLHandshakeException("secret")),
                chain(
                        Inconclusive.Reason.TLS_FAILURE,
                        "No secure connection",
                        new IOException("secret"),
                        new SSLHandshakeException("secret"),
                        new CertificateException("secret")),
                chain(
                        Inconclusive.Reason.TLS_FAILURE,
                        "No secure connection",
                        new IOException("secret"),
                        new KeyManagementException("secret")),
                chain(
                        Inconclusive.Reason.UNREACHABLE,
                        "No connection, or it was cut",
                        new SSLHandshakeException("secret"),
                        new SocketException("secret")),
                chain(Inconclusive.Reason.UNREACHABLE, "No connection, or it was cut", new ConnectException("secret")),
                chain(
                        Inconclusive.Reason.UNREACHABLE,
                        "No connection, or it was cut",
                        new ConnectException("secret"),
                        new ConnectException("secret"),
                        new UnresolvedAddressException()),
                chain(
                        Inconclusive.Reason.UNREACHABLE,
                        "No connection, or it was cut",
                        new ConnectException("secret"),
                        new ClosedChannelException()),
                chain(
                        Inconclusive.Reason.UNREACHABLE,
                        "No connection, or it was cut",
                        new IOException("secret"),
                        new EOFException("secret")),
                chain(
                        Inconclusive.Reason.UNREACHABLE,
                        "No connection, or it was cut",
                        new RejectedExecutionException("secret")),
                chain(
                        Inconclusive.Reason.UNEXPECTED_RESPONSE,
                        "The answer cannot be read",
                        new ProtocolException("secret")),
                chain(
                        Inconclusive.Reason.UNEXPECTED_RESPONSE,
                        "The answer cannot be read",
                        new IOException("secret"),
                        new ProtocolException("secret")),
                chain(
                        Inconclusive.Reason.UNEXPECTED_RESPONSE,
                        "The answer cannot be read",
                        new IllegalArgumentException("secret")));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void aFailureIsReadByTheClassesOfItsChain(Chain chain) {
        Finding finding = FailureReader.read(chain.failure);

        assertThat(finding.meaning()).isEqualTo(chain.meaning);
        assertThat(finding.basis().httpStatus()).isEmpty();
        assertThat(finding.basis().activityId()).isEmpty();
        assertThat(finding.retryAfter()).isEmpty();
        Throwable cause = finding.basis().cause().orElseThrow();
        assertThat(cause)
                .isExactlyInstanceOf(IOException.class)
                .hasMessage(chain.words + ": " + chain.classes)
                .hasNoCause();
        assertThat(cause.getStackTrace()).isEqualTo(chain.failure.getStackTrace());
    }

    private static Chain chain(Inconclusive.Reason meaning, String words, Throwable... outsideIn) {
        StringBuilder classes = new StringBuilder();
        for (int i = 0; i < outsideIn.length; i++) {
            classes.append(i == 0 ? "" : " <- ").append(outsideIn[i].getClass().getName());
            if (i > 0) {
                outsideIn[i - 1].initCause(outsideIn[i]);
            }
        }
        return new Chain(meaning, words, outsideIn[0], classes.toString());
    }

    /** One row. */
    static final class Chain {
        final Inconclusive.Reason meaning;
        final String words;
        final Throwable failure;
        final String classes;

        Chain(Inconclusive.Reason meaning, String words, Throwable failure, String classes) {
            this.meaning = meaning;
            this.words = words;
            this.failure = failure;
            this.classes = classes;
        }

        @Override
        public String toString() {
            return classes;
        }
    }
}
