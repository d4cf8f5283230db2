package io.github.azuredevopsconnector;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lack of a connection in a result that was asked for one; see {@link VerificationResult#orElseThrow()}.
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
        return result;
    }

    /**
     * Refuses, for a result may hold the token.
     *
     * @param out receives nothing of the result
     * @throws NotSerializableException always
     * @serialData none
     */
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(VerificationException.class.getName());
    }
}
