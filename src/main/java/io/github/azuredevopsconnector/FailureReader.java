package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.Finding.Meaning;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Reads why there is no response, by the classes of the failure's whole chain: the outer ones differ from one JDK to
 * the next.
 */
final class FailureReader {

    private static final int LONGEST_CHAIN = 20;

    private FailureReader() {}

    static Finding read(Throwable failure) {
        if (hasCause(failure, HttpTimeoutException.class)) {
            return finding(Meaning.TIMED_OUT, "No complete answer in time", failure);
        }
        // A connection that is reset during the handshake is a TLS exception on some JDKs only.
        if (hasCause(failure, SSLException.class) && !hasCause(failure, SocketException.class)) {
            return finding(Meaning.TLS_FAILURE, "No secure connection", failure);
        }
        // A trust store that cannot be read.
        if (hasCause(failure, GeneralSecurityException.class)) {
            return finding(Meaning.TLS_FAILURE, "No secure connection", failure);
        }
        // Not HTTP at all. On JDK 11 a status that is no number is an IllegalArgumentException.
        if (hasCause(failure, ProtocolException.class) || failure instanceof IllegalArgumentException) {
            return readUnreadable(failure);
        }
        return finding(Meaning.UNREACHABLE, "No connection, or it was cut", failure);
    }

    /** Reads the failure to read a response: it is none that Azure DevOps is known to give. */
    static Finding readUnreadable(Throwable failure) {
        return finding(Meaning.UNEXPECTED, "The answer cannot be read", failure);
    }

    /**
     * The cause names the classes of the failure's chain, in place of their messages: the JDK's quote what the peer
     * sent.
     */
    private static Finding finding(Meaning meaning, String words, Throwable failure) {
        IOException cause = new IOException(words + ": " + classesOf(failure));
        cause.setStackTrace(failure.getStackTrace());
        return Finding.ofFailure(meaning, cause);
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return chain(failure).stream().anyMatch(type::isInstance);
    }

    private static String classesOf(Throwable failure) {
        return chain(failure).stream().map(link -> link.getClass().getName()).collect(Collectors.joining(" <- "));
    }

    /** The failure and its causes; not all of a chain that is a circle. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = failure; link != null && chain.size() < LONGEST_CHAIN; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }
}
