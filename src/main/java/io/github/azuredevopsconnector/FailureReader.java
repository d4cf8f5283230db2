package io.github.azuredevopsconnector;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Turns the failure to get a response into a finding. All causes of the failure are searched, because the outer
 * exceptions differ from JDK to JDK.
 */
final class FailureReader {

    // The messages of the JDK's own TLS implementation, on JDK 11, 17, 21 and 25, and the last pattern for the JVM's.

    /**
     * {@code Received fatal alert: handshake_failure} or {@code (handshake_failure) …}, depending on the JDK. Matches
     * only words that are joined by underscores, because tokens and organization names contain no underscore.
     */
    private static final Pattern ALERT =
            Pattern.compile("^(?:Received fatal alert: |\\()([a-z]{2,13}(?:_[a-z]{2,13}){1,4})(?:\\) |$)");

    private static final Pattern CLOSED = Pattern.compile(
            "(Remote host terminated|Remote host closed|Received close_notify|unexpected end of handshake)");
    private static final Pattern NO_COMMON_PARAMETERS = Pattern.compile(
            "(alert: handshake_failure|alert: protocol_version|alert: insufficient_security|No appropriate protocol"
                    + "|The server selected protocol version)");
    private static final Pattern UNKNOWN_AUTHORITY =
            Pattern.compile("(valid certification path|trust anchors|No trusted certificate found)");
    private static final Pattern ANOTHER_HOST = Pattern.compile("^(No name matching|No subject alternative)");
    private static final Pattern EMPTY_TRUST_STORE = Pattern.compile("(trustAnchors)");

    /**
     * The message of a LinkageError begins with the class, with {@code Could not initialize class …}, or with a method,
     * such as {@code 'void org.example.Name.method()'}.
     */
    private static final Pattern CLASS = Pattern.compile(
            "^(?:Could not initialize class |'(?:\\S+ )?)?((?:[a-z][a-z0-9_]*[./]){2,20}[A-Z][A-Za-z0-9_$]*)");

    private FailureReader() {}

    static Finding read(Throwable failure) {
        CauseChain chain = new CauseChain(failure);
        if (chain.has(HttpTimeoutException.class)) {
            return finding(Inconclusive.Reason.TIMED_OUT, "No complete answer in time", chain);
        }
        if (isTlsFailure(chain)) {
            return Finding.inconclusive(
                    Inconclusive.Reason.TLS_FAILURE, detailOfTls(chain), diagnostics("No secure connection", chain));
        }
        // The answer is not HTTP. On JDK 11, a status that is not a number causes an IllegalArgumentException. An
        // unknown host name causes one, too, but inside a ConnectException.
        if (chain.has(ProtocolException.class)
                || (chain.has(IllegalArgumentException.class) && !chain.has(ConnectException.class))) {
            return unreadable(chain);
        }
        return chain.refusalOfTunnel()
                .map(status -> Finding.inconclusive(
                        Inconclusive.Reason.UNREACHABLE,
                        Finding.Detail.REFUSED_BY_PROXY,
                        diagnostics("The proxy refused to connect, with status " + status, chain)))
                .orElseGet(() -> finding(
                        Inconclusive.Reason.UNREACHABLE, "Could not connect, or the connection was lost", chain));
    }

    /** Returns the finding for a response that could not be read. Azure DevOps is not known to send such a response. */
    static Finding readUnreadable(Throwable failure) {
        return unreadable(new CauseChain(failure));
    }

    /** Returns the reason why a body with an unknown content coding could not be read. */
    static Throwable encoded() {
        return new IOException("The answer has a content coding that was not asked for and cannot be decoded");
    }

    /**
     * Returns whether TLS failed. A connection that was closed or reset during the handshake does not count, because
     * only some JDKs throw a TLS exception for it.
     */
    private static boolean isTlsFailure(CauseChain chain) {
        boolean closed = chain.has(SocketException.class)
                || chain.has(EOFException.class)
                || chain.find(SSLException.class, CLOSED).isPresent();
        return chain.has(GeneralSecurityException.class) || (chain.has(SSLException.class) && !closed);
    }

    private static Finding.@Nullable Detail detailOfTls(CauseChain chain) {
        if (chain.has(CertificateExpiredException.class) || chain.has(CertificateNotYetValidException.class)) {
            return Finding.Detail.CERTIFICATE_OUT_OF_DATE;
        }
        if (chain.find(GeneralSecurityException.class, UNKNOWN_AUTHORITY).isPresent()) {
            return Finding.Detail.UNKNOWN_AUTHORITY;
        }
        if (chain.find(CertificateException.class, ANOTHER_HOST).isPresent()) {
            return Finding.Detail.CERTIFICATE_FOR_ANOTHER_HOST;
        }
        // If there was no handshake, the JDK could not create its SSLContext.
        if (!chain.has(SSLException.class)
                || chain.find(GeneralSecurityException.class, EMPTY_TRUST_STORE).isPresent()) {
            return Finding.Detail.UNUSABLE_TRUST_STORE;
        }
        return chain.find(SSLException.class, NO_COMMON_PARAMETERS).isPresent()
                ? Finding.Detail.NO_COMMON_TLS_PARAMETERS
                : null;
    }

    private static Finding unreadable(CauseChain chain) {
        return finding(Inconclusive.Reason.UNEXPECTED_RESPONSE, "The answer cannot be read", chain);
    }

    private static Finding finding(Inconclusive.Reason reason, String words, CauseChain chain) {
        return Finding.inconclusive(reason, null, diagnostics(words, chain));
    }

    /**
     * Returns a cause that lists only the class names of the failure's chain. The messages are left out, because those
     * of the JDK quote what the peer sent, and those of a custom client may contain anything.
     */
    private static Diagnostics diagnostics(String words, CauseChain chain) {
        StringBuilder message = new StringBuilder(words).append(": ").append(chain.classNames());
        chain.find(SSLException.class, ALERT)
                .ifPresent(alert -> message.append(" (TLS alert ").append(alert).append(')'));
        chain.find(LinkageError.class, CLASS)
                .ifPresent(name -> message.append(" (class ")
                        .append(name.replace('/', '.'))
                        .append(')'));
        IOException cause = new IOException(message.toString());
        cause.setStackTrace(chain.stackTrace());
        return Diagnostics.ofFailure(cause);
    }
}
