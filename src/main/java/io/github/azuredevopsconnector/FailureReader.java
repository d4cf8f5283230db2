package io.github.azuredevopsconnector;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads why there is no response, by the classes of the failure's whole chain: the outer ones differ from one JDK to
 * the next.
 */
final class FailureReader {

    /** A client of the user's can make a chain that is a circle. */
    private static final int LONGEST_CHAIN = 20;

    /** The JDK's words where a proxy does not answer CONNECT with a 200: {@code Tunnel failed, got: 403}. */
    private static final Pattern TUNNEL_FAILED = Pattern.compile("^Tunnel failed, got: ([0-9]{3})$");

    /** {@code Received fatal alert: handshake_failure} and {@code (handshake_failure) …}, JDK by JDK. */
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

    /** The JVM's words begin with the name of a class: {@code org/slf4j/Logger}, {@code Could not initialize class …}. */
    private static final Pattern CLASS = Pattern.compile(
            "^(?:Could not initialize class |'(?:\\S+ )?)?((?:[a-z][a-z0-9_]*[./]){2,20}[A-Z][A-Za-z0-9_$]*)");

    private FailureReader() {}

    static Finding read(Throwable failure) {
        List<Throwable> chain = chain(failure);
        if (has(chain, HttpTimeoutException.class)) {
            return finding(Inconclusive.Reason.TIMED_OUT, "No complete answer in time", chain);
        }
        // A connection that is reset during the handshake is a TLS exception on some JDKs only.
        if (has(chain, SSLException.class) && !has(chain, SocketException.class)) {
            return finding(Inconclusive.Reason.TLS_FAILURE, "No secure connection", chain);
        }
        // A trust store that cannot be read.
        if (has(chain, GeneralSecurityException.class)) {
            return finding(Inconclusive.Reason.TLS_FAILURE, "No secure connection", chain);
        }
        // Not HTTP at all. On JDK 11 a status that is not a number is an IllegalArgumentException; so is, in a
        // ConnectException, a host name that cannot be resolved.
        if (has(chain, ProtocolException.class)
                || (has(chain, IllegalArgumentException.class) && !has(chain, ConnectException.class))) {
            return unreadable(chain);
        }
        Optional<String> status = first(chain, IOException.class, TUNNEL_FAILED);
        return status.isPresent()
                ? Finding.of(
                        Inconclusive.Reason.UNREACHABLE,
                        Finding.Detail.REFUSED_BY_PROXY,
                        basis("The proxy refused to connect, with status " + status.get(), chain),
                        null)
                : finding(Inconclusive.Reason.UNREACHABLE, "No connection, or it was cut", chain);
    }

    /** Reads the failure to read a response: Azure DevOps is not known to give this one. */
    static Finding readUnreadable(Throwable failure) {
        return unreadable(chain(failure));
    }

    /** Returns the reason why a body with an unknown content coding could not be read. */
    static Throwable encoded() {
        return new IOException("The answer has a content coding that was not asked for and cannot be decoded");
    }

    private static Finding unreadable(List<Throwable> chain) {
        return finding(Inconclusive.Reason.UNEXPECTED_RESPONSE, "The answer cannot be read", chain);
    }

    private static Finding finding(Inconclusive.Reason reason, String words, List<Throwable> chain) {
        return Finding.of(reason, null, basis(words, chain), null);
    }

    /**
     * The cause lists the classes of the failure's chain, not their messages: the JDK's quote what the peer sent, and a
     * client of the user's may quote anything.
     */
    private static Basis basis(String words, List<Throwable> chain) {
        StringBuilder message = new StringBuilder(words).append(": ");
        message.append(chain.stream().map(link -> link.getClass().getName()).collect(Collectors.joining(" <- ")));
        first(chain, SSLException.class, ALERT)
                .filter(ALERTS::contains)
                .ifPresent(alert -> message.append(" (TLS alert ").append(alert).append(')'));
        first(chain, LinkageError.class, CLASS)
                .ifPresent(name -> message.append(" (class ")
                        .append(name.replace('/', '.'))
                        .append(')'));
        IOException cause = new IOException(message.toString());
        ask(chain.get(0)::getStackTrace).ifPresent(cause::setStackTrace);
        return Basis.ofFailure(cause);
    }

    private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    /** Returns the first group of a pattern in the first message that has it, of the failures of one type. */
    private static Optional<String> first(List<Throwable> chain, Class<? extends Throwable> type, Pattern pattern) {
        return chain.stream()
                .filter(type::isInstance)
                .flatMap(link -> ask(link::getMessage).stream())
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = failure;
                link != null && chain.size() < LONGEST_CHAIN;
                link = ask(link::getCause).orElse(null)) {
            chain.add(link);
        }
        return chain;
    }

    /** Asks an exception about itself. One of a user's client can throw anything in answer. */
    private static <T> Optional<T> ask(Supplier<? extends @Nullable T> question) {
        try {
            return Optional.ofNullable(question.get());
        } catch (Throwable e) {
            return Optional.empty();
        }
    }
}
