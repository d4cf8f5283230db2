package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The result of a connect call: a {@link Verified}, a {@link Rejected} or an {@link Inconclusive}.
 *
 * <p>If the result is <em>verified</em>, store the connection's details. If it is <em>rejected</em>, show {@link
 * #message()} in the form. If it is <em>inconclusive</em>, the credentials were not checked, so keep the stored
 * connection and try again later. See <a
 * href="https://azuredevopsconnector.github.io/azure-devops-connector/outcomes.html">Outcomes</a> in the guide.
 *
 * <pre>{@code
 * String line = result.match(
 *         verified -> "Connected as " + verified.connection().user().id(),
 *         rejected -> rejected.reason().concern() + ": " + rejected.message(),
 *         inconclusive -> inconclusive.message());
 * }</pre>
 *
 * <p>On Java 17 and later, this class is sealed. On Java 21 and later, a {@code switch} over the three types needs no
 * {@code default}.
 *
 * <p>Immutable and thread-safe. A result is equal only to itself.
 */
public abstract class VerificationResult {

    // The fields of all values are transient, so that serializers do not write them; see Constructed.

    private final transient String message;
    private final transient Diagnostics diagnostics;
    private final transient @Nullable Duration retryAfter;

    VerificationResult(String message, Diagnostics diagnostics, @Nullable Duration retryAfter) {
        this.message = message;
        this.diagnostics = diagnostics;
        this.retryAfter = retryAfter;
    }

    /** {@return whether this is a {@link Verified}} */
    public final boolean isVerified() {
        return this instanceof Verified;
    }

    /** {@return whether this is a {@link Rejected}} */
    public final boolean isRejected() {
        return this instanceof Rejected;
    }

    /** {@return whether this is an {@link Inconclusive}} */
    public final boolean isInconclusive() {
        return this instanceof Inconclusive;
    }

    /**
     * {@return how long to wait before connecting again, at most one day, or empty if no response asked for a wait}
     *
     * <p>A verified result can also have a wait, because Azure DevOps delays requests near the rate limit (Microsoft,
     * <a href="https://learn.microsoft.com/azure/devops/integrate/concepts/rate-limits">Rate and usage limits</a>).
     */
    public final Optional<Duration> retryAfter() {
        diagnostics();
        return Optional.ofNullable(retryAfter);
    }

    /**
     * {@return the HTTP status of the response on which this result is based, or empty if there was no response} A
     * verified result is based on the response to the request that asks who owns the token.
     */
    public final OptionalInt httpStatus() {
        return diagnostics().httpStatus();
    }

    /**
     * {@return the activity ID of the response on which this result is based, or empty if there is none} Microsoft
     * support can find the request by this GUID.
     */
    public final Optional<String> activityId() {
        return diagnostics().activityId();
    }

    /**
     * {@return a few short English sentences for the user: what happened, and what to do if something is wrong} They
     * never repeat the response or the input, except for the parsed name of the organization.
     */
    public final String message() {
        return Constructed.require(message);
    }

    /** Returns what is known about the response, or why there is none. */
    final Diagnostics diagnostics() {
        return Constructed.require(diagnostics);
    }

    /**
     * Calls the function for this type of result, and returns what that function returns.
     *
     * @param <T> the type of the functions' result
     * @param verified called for a {@link Verified}
     * @param rejected called for a {@link Rejected}
     * @param inconclusive called for an {@link Inconclusive}
     * @return the result of the one function that was called
     */
    public final <T extends @Nullable Object> T match(
            Function<? super Verified, ? extends T> verified,
            Function<? super Rejected, ? extends T> rejected,
            Function<? super Inconclusive, ? extends T> inconclusive) {
        Objects.requireNonNull(verified, "verified");
        Objects.requireNonNull(rejected, "rejected");
        Objects.requireNonNull(inconclusive, "inconclusive");
        if (this instanceof Verified) {
            return verified.apply((Verified) this);
        }
        return this instanceof Rejected ? rejected.apply((Rejected) this) : inconclusive.apply((Inconclusive) this);
    }

    /**
     * {@return the connection of a verified result}
     *
     * @throws VerificationException if this is not a {@link Verified}
     */
    public final AzureDevOpsConnection orElseThrow() {
        if (this instanceof Verified) {
            return ((Verified) this).connection();
        }
        throw new VerificationException(this);
    }

    /** Returns the first property that {@link #toString} shows, which is the reason or the connection. */
    abstract String subject();

    /** Returns the name of the type and, in brackets, the reason or the connection, the status and the activity ID. */
    @Override
    public final String toString() {
        StringBuilder text =
                new StringBuilder(getClass().getSimpleName()).append('[').append(subject());
        httpStatus().ifPresent(status -> text.append(", httpStatus=").append(status));
        activityId().ifPresent(id -> text.append(", activityId=").append(id));
        return text.append(']').toString();
    }
}
