package io.github.azuredevopsconnector;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the body of a response up to a limit, and can be stopped at any moment.
 *
 * <p>Canceling the subscription closes the connection (HTTP/1.1) or resets the stream (HTTP/2) on every JDK; on 11 it
 * is the only way to do so. The answer is completed before: canceling makes the client report a premature end of the
 * body, which must come second.
 */
final class BoundedBody implements BodySubscriber<Answer> {

    /** Canceled before it began. */
    private static final Subscription CANCELED = new Subscription() {
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

    BoundedBody(ResponseInfo response, int limit) {
        this.response = response;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Answer> getBody() {
        return answer;
    }

    /** Stops reading, now or as soon as the body begins. Has no effect on a body that was read. */
    void cancel() {
        Subscription current = subscription.getAndSet(CANCELED);
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription offered) {
        if (subscription.compareAndSet(null, offered)) {
            offered.request(Long.MAX_VALUE);
        } else {
            offered.cancel();
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
                complete(true);
                cancel();
            }
        }
    }

    @Override
    public void onComplete() {
        complete(false);
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    private void complete(boolean truncated) {
        answer.complete(Answer.response(response.statusCode(), response.headers(), bytes.toByteArray(), truncated));
    }
}
