package io.github.azuredevopsconnector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the body of a response up to a limit, and can be canceled at any moment.
 *
 * <p>Canceling the subscription closes the connection on every JDK. On JDK 11, nothing else ends a response that has
 * begun.
 *
 * <p>The client calls the methods of the subscriber one at a time (Reactive Streams, section 1.3), so the bytes need
 * no lock. Any thread may call {@link #cancel}. The subscription is in an atomic reference, so that exactly one caller
 * takes it. {@code cancel} completes the answer and then takes the subscription. {@code onSubscribe} sets the
 * subscription and then looks at the answer. So at least one of the two methods
 * sees what the other has done, and exactly one cancels the subscription. The answer is completed first, because
 * canceling makes the client report a premature end of the body.
 */
final class BoundedBody implements BodySubscriber<Answer> {

    private final ResponseInfo response;
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicReference<Subscription> subscription = new AtomicReference<>();

    /**
     * Prepares to read the body of a response.
     *
     * @param limit the maximum number of bytes to read
     */
    BoundedBody(ResponseInfo response, int limit) {
        this.response = response;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Answer> getBody() {
        return answer;
    }

    /** Stops reading now, or as soon as the body begins. Has no effect on a body that was read to its end. */
    void cancel() {
        answer.completeExceptionally(new IOException("the body was not read to its end"));
        Subscription reading = subscription.getAndSet(null);
        if (reading != null) {
            cancel(reading);
        }
    }

    /** Ignores exceptions. A custom client's subscription can throw anything. */
    private static void cancel(Subscription reading) {
        try {
            reading.cancel();
        } catch (Throwable e) {
            return; // not logged, because the message may quote the request
        }
    }

    @Override
    public void onSubscribe(Subscription offered) {
        if (!subscription.compareAndSet(null, offered)) {
            cancel(offered);
        } else if (answer.isDone()) { // canceled before the body began
            cancel();
        } else {
            offered.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (answer.isDone()) {
                return;
            }
            byte[] chunk = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            boolean more = buffer.remaining() > chunk.length;
            buffer.get(chunk);
            bytes.write(chunk, 0, chunk.length);
            if (more) {
                answer.complete(read(true));
                cancel();
            }
        }
    }

    @Override
    public void onComplete() {
        subscription.set(null);
        answer.complete(read(false));
    }

    @Override
    public void onError(Throwable failure) {
        subscription.set(null);
        answer.completeExceptionally(failure);
    }

    private Answer read(boolean truncated) {
        return Answer.response(response.statusCode(), response.headers(), bytes.toByteArray(), truncated);
    }
}
