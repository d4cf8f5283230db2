package io.github.azuredevopsconnector;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link VerificationResult#orElseThrow()} when the result is not verified.
 *
 * <p>The message is the result's. Java serialization leaves the result out, because it may hold the token.
 */
public final class VerificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Null in a deserialized copy. */
    private final transient @Nullable VerificationResult result;

    VerificationException(VerificationResult result) {
        super(result.message(), causeOf(result));
        this.result = result;
    }

    private static @Nullable Throwable causeOf(VerificationResult result) {
        return result.<@Nullable Throwable>match(
                verified -> null,
                rejected -> rejected.cause().orElse(null),
                inconclusive -> inconclusive.cause().orElse(null));
    }

    /**
     * {@return the result: a {@link Rejected} or {@link Inconclusive}}
     *
     * @throws IllegalStateException if this is a copy that Java serialization made
     */
    public VerificationResult result() {
        if (result == null) {
            throw new IllegalStateException("Java serialization leaves the result out");
        }
        return result;
    }
}
