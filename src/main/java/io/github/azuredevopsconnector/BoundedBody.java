package io.github.azuredevopsconnector;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads the body of a response up to a limit, and can be stopped at any moment.
 *
 * <p>Canceling the subscription closes the connection (HTTP/1.1) or resets the stream (HTTP/2) on every JDK; on 11 it
 * is the only way to do so. The answer is completed first, because canceling makes the client report a premature end of
 * the body.
 *
 * <p>If the beginning of a JSON object is a good answer, the answer is complete as soon as that has arrived. The rest
 * is still read, up to the limit: a server may treat many reset streams as an attack, and over HTTP/1.1 the connection
 * would be lost.
 */
final class BoundedBody implements BodySubscriber<Answer> {

    /** Takes the place of the subscription once the body is canceled or at its end. */
    private static final Subscription ENDED = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final ResponseInfo response;
    private final int limit;
    private final boolean beginningSuffices;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final AtomicReference<Subscription> subscription = new AtomicReference<>();

    /**
     * Prepares to read the body of a response.
     *
     * @param limit how many octets to read
     * @param beginningSuffices whether the beginning of a JSON object is a good answer; in an encoded body it cannot be
     *     seen
     */
    BoundedBody(ResponseInfo response, int limit, boolean beginningSuffices) {
        this.response = response;
        this.limit = limit;
        this.beginningSuffices = beginningSuffices
                && response.statusCode() == 200
                && response.headers().firstValue("Content-Encoding").isEmpty();
    }

    @Override
    public CompletableFuture<Answer> getBody() {
        return answer;
    }

    /** Returns a future that completes, never exceptionally, when nothing more is read. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Stops reading, now or as soon as the body begins. Has no effect on a body that was read to its end. */
    void cancel() {
        Subscription current = subscription.getAndSet(ENDED);
        if (current != null) {
            current.cancel();
        }
        end.complete(null);
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
            if (end.isDone()) {
                return;
            }
            byte[] chunk = new byte[Math.min(buffer.remaining(), limit - bytes.size())];
            boolean more = buffer.remaining() > chunk.length;
            buffer.get(chunk);
            bytes.write(chunk, 0, chunk.length);
            if (more) {
                complete(true);
                cancel();
            } else if (beginningSuffices && !answer.isDone() && Body.beginsObject(bytes.toByteArray())) {
                complete(true);
            }
        }
    }

    @Override
    public void onComplete() {
        subscription.set(ENDED);
        end.complete(null);
        complete(false);
    }

    @Override
    public void onError(Throwable failure) {
        subscription.set(ENDED);
        end.complete(null);
        answer.completeExceptionally(failure);
    }

    private void complete(boolean truncated) {
        if (!answer.isDone()) {
            answer.complete(Answer.response(response.statusCode(), response.headers(), bytes.toByteArray(), truncated));
        }
    }
}
