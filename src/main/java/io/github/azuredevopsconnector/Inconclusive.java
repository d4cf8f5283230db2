package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credentials were not checked, for example because of the network, a proxy, an outage or a rate limit. Do not
 * treat them as invalid. Try again, after {@link #retryAfter()} if present.
 */
public final class Inconclusive extends VerificationResult {

    private final transient Reason reason;

    Inconclusive(Reason reason, String message, Diagnostics diagnostics, @Nullable Duration retryAfter) {
        super(message, diagnostics, retryAfter);
        this.reason = reason;
    }

    /**
     * Returns a result for unit tests, without contacting Azure DevOps.
     *
     * @param reason the reason why the credentials were not checked
     * @return a result with only this reason
     */
    public static Inconclusive of(Reason reason) {
        return new Inconclusive(reason, reason.message(null, null, OrganizationUrl.HOST), Diagnostics.NONE, null);
    }

    /**
     * Returns a result for unit tests, without contacting Azure DevOps.
     *
     * @param reason the reason why the credentials were not checked
     * @param retryAfter the time to wait. A time longer than one day is treated as one day
     * @return a result with only this reason and this time to wait
     * @throws IllegalArgumentException if the time to wait is negative
     */
    public static Inconclusive of(Reason reason, Duration retryAfter) {
        if (retryAfter.isNegative()) {
            throw new IllegalArgumentException("the time to wait must not be negative");
        }
        Duration wait = Answer.atMostADay(retryAfter);
        return new Inconclusive(reason, reason.message(null, wait, OrganizationUrl.HOST), Diagnostics.NONE, wait);
    }

    /** {@return the reason why the credentials were not checked} */
    public Reason reason() {
        return Constructed.require(reason);
    }

    /**
     * Returns the failure, if no readable response arrived. This exception is safe to log, because it contains only
     * fixed text and the class names of the cause chain. The messages of the chain are left out, because they may
     * contain parts of the request or the response. Only three parts of them are kept: the status with which a proxy
     * refused to connect, the name of a TLS alert, and the class that a {@link LinkageError} names.
     *
     * @return the failure, or empty if a response was read, the thread was interrupted, or {@link #of} created the
     *     result
     */
    public Optional<Throwable> cause() {
        return diagnostics().cause();
    }

    @Override
    String subject() {
        return "reason=" + reason();
    }

    /** Why the credentials were not checked. Constants may be added in minor releases. */
    public enum Reason {
        /** Azure DevOps or a proxy responded with status 429, or Azure DevOps blocked a request to limit the load. */
        RATE_LIMITED(
                "Azure DevOps is limiting requests right now.",
                "Azure DevOps, or a proxy in between, is limiting requests right now.",
                "Try again a little later."),

        /**
         * Azure DevOps or a proxy responded with status 5xx other than 511, or the organization is temporarily offline.
         */
        SERVICE_UNAVAILABLE(
                "Azure DevOps is not available right now.",
                "Azure DevOps, or a proxy in between, is not available right now.",
                "Try again in a few minutes."),

        /** No complete response arrived in time. */
        TIMED_OUT(
                "Azure DevOps (%1$s) did not respond in time.",
                "Try again. If this happens again, check the network and the proxy."),

        /**
         * The connection failed or was lost because of name resolution, the network, a firewall or a proxy. Also any
         * other failure to get a response, such as a defect of a custom client. {@link Inconclusive#cause()} names its
         * class.
         */
        UNREACHABLE(
                "Azure DevOps (%1$s) could not be reached.",
                "Check the network, and whether a firewall or proxy blocks https://%1$s. Then try again."),

        /**
         * The TLS connection failed. The message names the cause if it is known. The usual cause is a proxy that
         * inspects TLS and whose certificate the application does not trust.
         */
        TLS_FAILURE(
                "This application could not establish a secure connection to Azure DevOps (%1$s).",
                "Ask your administrator whether a proxy or firewall interferes with TLS connections to %1$s."),

        /** The proxy requires authentication (status 407). */
        PROXY_AUTHENTICATION_REQUIRED(
                "The proxy between this application and Azure DevOps (%1$s) requires authentication.",
                "Ask your administrator to let this application through the proxy."),

        /**
         * The library does not recognize the response. The response may be the sign-in page of a proxy or a network, or
         * Azure DevOps may no longer support the request.
         */
        UNEXPECTED_RESPONSE(
                "Azure DevOps, or a proxy in between, sent a response that this application does not recognize.",
                "Check whether a proxy or a network sign-in page is in the way. Then try again."),

        /** The waiting thread was interrupted. */
        INTERRUPTED("The connection attempt was interrupted before Azure DevOps responded.", "Try again.");

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

        /**
         * Returns the message for the user. It names the time to wait if the reason is {@link #RATE_LIMITED}.
         *
         * @param host the host to which the request was sent
         */
        String message(Finding.@Nullable Detail detail, @Nullable Duration wait, String host) {
            if (detail == Finding.Detail.UNKNOWN_SENDER) {
                return sentences(cautiousClaim, advice(wait), host);
            }
            return detail == null || detail.claim.isEmpty()
                    ? sentences(claim, advice(wait), host)
                    : sentences(detail.claim, detail.advice, host);
        }

        private String advice(@Nullable Duration wait) {
            return this == RATE_LIMITED && wait != null ? "Try again in " + inWords(wait) + '.' : advice;
        }

        private static String sentences(String claim, String advice, String host) {
            return String.format(claim + " We could not check what you entered. " + advice, host);
        }

        /**
         * Returns a duration as text, such as {@code 30 seconds}, rounded up. The unit is seconds below two minutes,
         * minutes below two hours, and otherwise hours.
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
