package io.github.azuredevopsconnector;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link VerificationResult#orElseThrow()} when the result is not verified.
 *
 * <p>The message is the result's. Java serialization is refused.
 */
public final class VerificationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient VerificationResult result;

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

    /** {@return the result: a {@link Rejected} or {@link Inconclusive}} */
    public VerificationResult result() {
        return Constructed.require(result);
    }

    /**
     * Refuses, because a result may hold the token.
     *
     * @param out receives nothing of the result
     * @throws NotSerializableException always
     * @serialData none
     */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(VerificationException.class.getName());
    }
}
