package io.github.azuredevopsconnector;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Reads why there is no response, from the classes of the failure and all its causes: the outer ones differ from one
 * JDK to the next.
 */
final class FailureReader {

    /** {@code Received fatal alert: handshake_failure} and {@code (handshake_failure) …}, depending on the JDK. */
    private static final Pattern ALERT = Pattern.compile("(?:fatal alert: |\\()([a-z_]{1,40})\\b");

    /** RFC 8446 section 6.2 and RFC 5246 section 7.2: only these names are repeated. */
    private static final Set<String> ALERTS = Set.of(
            "access_denied",
            "bad_certificate",
            "bad_certificate_hash_value",
            "bad_certificate_status_response",
            "bad_record_mac",
            "certificate_expired",
            "certificate_required",
            "certificate_revoked",
            "certificate_unknown",
            "certificate_unobtainable",
            "close_notify",
            "decode_error",
            "decrypt_error",
            "decryption_failed",
            "decompression_failure",
            "export_restriction",
            "handshake_failure",
            "illegal_parameter",
            "inappropriate_fallback",
            "insufficient_security",
            "internal_error",
            "missing_extension",
            "no_application_protocol",
            "no_certificate",
            "no_renegotiation",
            "protocol_version",
            "record_overflow",
            "unexpected_message",
            "unknown_ca",
            "unknown_psk_identity",
            "unrecognized_name",
            "unsupported_certificate",
            "unsupported_extension",
            "user_canceled");

    /**
     * The JVM's message begins with the name of a class: {@code org/slf4j/Logger}, {@code Could not initialize class
     * …}.
     */
    private static final Pattern CLASS = Pattern.compile(
            "^(?:Could not initialize class |'(?:\\S+ )?)?((?:[a-z][a-z0-9_]*[./]){2,20}[A-Z][A-Za-z0-9_$]*)");

    private FailureReader() {}

    static Finding read(Throwable failure) {
        CauseChain chain = new CauseChain(failure);
        if (chain.has(HttpTimeoutException.class)) {
            return finding(Inconclusive.Reason.TIMED_OUT, "No complete answer in time", chain);
        }
        // A connection that is reset during the handshake is a TLS exception on some JDKs only.
        if (chain.has(SSLException.class) && !chain.has(SocketException.class)) {
            return finding(Inconclusive.Reason.TLS_FAILURE, "No secure connection", chain);
        }
        // A trust store that cannot be read.
        if (chain.has(GeneralSecurityException.class)) {
            return finding(Inconclusive.Reason.TLS_FAILURE, "No secure connection", chain);
        }
        // The answer is not HTTP. On JDK 11, a status that is not a number causes an IllegalArgumentException. So does
        // a host name that cannot be resolved, but inside a ConnectException.
        if (chain.has(ProtocolException.class)
                || (chain.has(IllegalArgumentException.class) && !chain.has(ConnectException.class))) {
            return unreadable(chain);
        }
        return chain.find(IOException.class, LiveClient.TUNNEL_FAILED)
                .map(status -> Finding.obstacle(
                        Inconclusive.Reason.UNREACHABLE,
                        Finding.Detail.REFUSED_BY_PROXY,
                        diagnostics("The proxy refused to connect, with status " + status, chain)))
                .orElseGet(() -> finding(Inconclusive.Reason.UNREACHABLE, "No connection, or it was cut", chain));
    }

    /** Reads a failure to read a response: Azure DevOps is not known to give such a response. */
    static Finding readUnreadable(Throwable failure) {
        return unreadable(new CauseChain(failure));
    }

    /** Returns the reason why a body with an unknown content coding could not be read. */
    static Throwable encoded() {
        return new IOException("The answer has a content coding that was not asked for and cannot be decoded");
    }

    private static Finding unreadable(CauseChain chain) {
        return finding(Inconclusive.Reason.UNEXPECTED_RESPONSE, "The answer cannot be read", chain);
    }

    private static Finding finding(Inconclusive.Reason reason, String words, CauseChain chain) {
        return Finding.obstacle(reason, null, diagnostics(words, chain));
    }

    /**
     * The cause lists the classes of the failure's chain, not their messages: the JDK's messages quote what the peer
     * sent, and a client of the application's own may quote anything.
     */
    private static Diagnostics diagnostics(String words, CauseChain chain) {
        StringBuilder message = new StringBuilder(words).append(": ").append(chain.classNames());
        chain.find(SSLException.class, ALERT)
                .filter(ALERTS::contains)
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
