package io.github.azuredevopsconnector;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link VerificationResult#orElseThrow()} when the result is not verified.
 *
 * <p>The message is that of the result. Java serialization omits the result, because it may contain the token.
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
     * {@return the result, which is a {@link Rejected} or an {@link Inconclusive}}
     *
     * @throws IllegalStateException if Java serialization created this copy
     */
    public VerificationResult result() {
        if (result == null) {
            throw new IllegalStateException("Java serialization omits the result");
        }
        return result;
    }
}
