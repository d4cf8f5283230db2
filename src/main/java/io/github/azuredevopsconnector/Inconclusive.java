package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nothing was learned about the credentials. Never treat them as bad: try again, after {@link #retryAfter()} if that is
 * given.
 */
public final class Inconclusive extends VerificationResult {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final transient Reason reason;

    Inconclusive(Reason reason, String message, Diagnostics diagnostics, @Nullable Duration retryAfter) {
        super(message, diagnostics, retryAfter);
        this.reason = reason;
    }

    /**
     * Returns a result like a connector's, for tests of the application's own code.
     *
     * @param reason the reason why nothing was learned
     * @return a result with this reason and nothing else
     */
    public static Inconclusive of(Reason reason) {
        return new Inconclusive(reason, reason.message(null, null), Diagnostics.NONE, null);
    }

    /**
     * Returns a result like a connector's, for tests of the application's own code.
     *
     * @param reason the reason why nothing was learned
     * @param retryAfter counts as a day if it is longer
     * @return a result with this reason and this wait, and nothing else
     * @throws IllegalArgumentException if the wait is negative
     */
    public static Inconclusive of(Reason reason, Duration retryAfter) {
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("the time to wait must not be negative");
        }
        Duration wait = retryAfter.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : retryAfter;
        return new Inconclusive(reason, reason.message(null, wait), Diagnostics.NONE, wait);
    }

    /** {@return the reason why nothing was learned} */
    public Reason reason() {
        return Constructed.require(reason);
    }

    /**
     * Returns the failure, if no readable response arrived. It is safe to log: it lists the classes of the cause chain,
     * not their messages, which may quote the traffic. Of the messages it keeps the status with which a proxy refused
     * to connect, the name of a TLS alert, and the class that a {@link LinkageError} names.
     *
     * @return the failure, or empty if a response was read, the thread was interrupted, or {@link #of} made the result
     */
    public Optional<Throwable> cause() {
        return diagnostics().cause();
    }

    @Override
    String subject() {
        return "reason=" + reason();
    }

    /** Why nothing was learned. Constants may be added in minor releases. */
    public enum Reason {
        /** Azure DevOps, or something in between, answered with status 429 or refused a request because of the load. */
        RATE_LIMITED(
                "Azure DevOps is refusing further requests for the moment.",
                "Azure DevOps, or something in between, is refusing further requests for the moment.",
                "try again a little later."),

        /** Azure DevOps failed to answer (status 5xx), or says that the organization's host is offline or stopped. */
        SERVICE_UNAVAILABLE(
                "Azure DevOps is not available at the moment.",
                "Azure DevOps, or something in between, is not available at the moment.",
                "try again in a few minutes."),

        /** No complete answer arrived in time. */
        TIMED_OUT(
                "Azure DevOps did not answer in time.",
                "try again, and if it happens again, check the network and the proxy."),

        /** There was no connection, or it was cut: name resolution, the network, a firewall, a proxy. */
        UNREACHABLE(
                "Azure DevOps could not be reached.",
                "check that this application may connect to https://dev.azure.com, and try again."),

        /** There was no secure connection: usually a proxy inspects TLS, and its certificate is not trusted. */
        TLS_FAILURE(
                "No secure connection to Azure DevOps could be made.",
                "ask your administrator whether a proxy inspects connections, and to make this application trust its "
                        + "certificate."),

        /** The proxy asks for credentials (status 407). */
        PROXY_AUTHENTICATION_REQUIRED(
                "The proxy in front of Azure DevOps asks for credentials.",
                "ask your administrator to let this application through."),

        /**
         * The library does not understand the answer: perhaps it is the sign-in page of a proxy or a network, or Azure
         * DevOps no longer supports the request.
         */
        UNEXPECTED_RESPONSE(
                "Azure DevOps, or something in between, gave an answer that this application does not understand.",
                "check whether a proxy or network sign-in page is in the way, and try again."),

        /** The waiting thread was interrupted. */
        INTERRUPTED("Connecting was interrupted before Azure DevOps answered.", "try again.");

        private static final String NOTHING_WRONG = " Nothing is known to be wrong with what you entered: ";

        private final String claim;
        private final String cautiousClaim;
        private final String advice;

        Reason(String claim, String advice) {
            this(claim, claim, advice);
        }

        Reason(String claim, String cautiousClaim, String advice) {
            this.claim = claim;
            this.cautiousClaim = cautiousClaim;
            this.advice = advice;
        }

        /** Returns the sentences for the person, with how long to wait where that is known and matters. */
        String message(Finding.@Nullable Detail detail, @Nullable Duration wait) {
            if (detail == Finding.Detail.REFUSED_BY_PROXY) {
                return "The proxy in front of Azure DevOps refused the connection." + NOTHING_WRONG
                        + "ask your administrator to let this application connect to https://dev.azure.com.";
            }
            if (detail == Finding.Detail.OUTDATED_REQUEST) {
                return "Azure DevOps does not support the requests of this application any more." + NOTHING_WRONG
                        + "the application needs a newer version of azure-devops-connector.";
            }
            return (detail == Finding.Detail.UNKNOWN_SENDER ? cautiousClaim : claim)
                    + NOTHING_WRONG
                    + (this == RATE_LIMITED && wait != null ? "try again in " + inWords(wait) + '.' : advice);
        }

        /**
         * Returns a time in words, rounded up: in seconds below two minutes, in minutes below two hours, else in hours.
         */
        private static String inWords(Duration wait) {
            long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
            if (seconds < 120) {
                return seconds == 1 ? "a second" : seconds + " seconds";
            }
            long minutes = (seconds + 59) / 60;
            return minutes < 120 ? minutes + " minutes" : (minutes + 59) / 60 + " hours";
        }
    }
}
