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
 * <p>Canceling the subscription closes the connection on every JDK. On 11 nothing else ends a response that has begun.
 *
 * <p>The client calls the methods of the subscriber one at a time (Reactive Streams, section 1.3), so the bytes belong
 * to the thread that it calls them on. Any thread may call {@link #cancel}: the subscription is in an atomic reference,
 * from which exactly one caller takes it. The answer is completed before the subscription is canceled, because
 * canceling makes the client report a premature end of the body.
 */
final class BoundedBody implements BodySubscriber<Answer> {

    /** Takes the place of the subscription when nothing more is to be read. */
    private static final Subscription ENDED = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final ResponseInfo response;
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicReference<Subscription> subscription = new AtomicReference<>();

    /**
     * Prepares to read the body of a response.
     *
     * @param limit how many bytes to read
     */
    BoundedBody(ResponseInfo response, int limit) {
        this.response = response;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Answer> getBody() {
        return answer;
    }

    /** Stops reading, now or as soon as the body begins. Has no effect on a body that was read to its end. */
    void cancel() {
        answer.completeExceptionally(new IOException("the body was not read to its end"));
        Subscription reading = subscription.getAndSet(ENDED);
        if (reading != null) {
            cancel(reading);
        }
    }

    /** A subscription of a custom client can throw anything, and the message may quote the request. */
    private static void cancel(Subscription reading) {
        try {
            reading.cancel();
        } catch (Throwable e) {
            return; // nobody waits for it
        }
    }

    @Override
    public void onSubscribe(Subscription offered) {
        if (subscription.compareAndSet(null, offered)) {
            offered.request(Long.MAX_VALUE);
        } else {
            cancel(offered);
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
        subscription.set(ENDED);
        answer.complete(read(false));
    }

    @Override
    public void onError(Throwable failure) {
        subscription.set(ENDED);
        answer.completeExceptionally(failure);
    }

    private Answer read(boolean truncated) {
        return Answer.response(response.statusCode(), response.headers(), bytes.toByteArray(), truncated);
    }
}
