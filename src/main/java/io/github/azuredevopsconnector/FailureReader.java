package io.github.azuredevopsconnector;

import io.github.azuredevopsconnector.Finding.Meaning;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Reads why there is no response, by the classes of the failure's whole chain: the outer ones differ from one JDK to
 * the next.
 */
final class FailureReader {

    private FailureReader() {}

    static Finding read(Throwable failure) {
        return finding(meaning(failure), failure);
    }

    /** Reads the failure to read a response: it is none that Azure DevOps is known to give. */
    static Finding readUnreadable(RuntimeException failure) {
        return finding(Meaning.UNEXPECTED, failure);
    }

    /**
     * The cause names the classes of the failure's chain, in place of their messages: the JDK's quote what the peer
     * sent.
     */
    private static Finding finding(Meaning meaning, Throwable failure) {
        IOException cause = new IOException(wordsFor(meaning) + ": " + classesOf(failure));
        cause.setStackTrace(failure.getStackTrace());
        return Finding.ofFailure(meaning, cause);
    }

    private static Meaning meaning(Throwable failure) {
        if (hasCause(failure, HttpTimeoutException.class)) {
            return Meaning.TIMED_OUT;
        }
        // A connection that is reset during the handshake is a TLS exception on some JDKs only.
        if (hasCause(failure, SSLException.class) && !hasCause(failure, SocketException.class)) {
            return Meaning.TLS_FAILURE;
        }
        // Not HTTP at all. On JDK 11 a status that is no number is an IllegalArgumentException.
        if (hasCause(failure, ProtocolException.class) || failure instanceof IllegalArgumentException) {
            return Meaning.UNEXPECTED;
        }
        return Meaning.UNREACHABLE;
    }

    private static String wordsFor(Meaning meaning) {
        switch (meaning) {
            case TIMED_OUT:
                return "No complete answer in time";
            case TLS_FAILURE:
                return "No secure connection";
            case UNEXPECTED:
                return "The answer cannot be read";
            default:
                return "No connection, or it was cut";
        }
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String classesOf(Throwable failure) {
        StringBuilder classes = new StringBuilder(failure.getClass().getName());
        for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
            classes.append(" <- ").append(t.getClass().getName());
        }
        return classes.toString();
    }
}
