package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Specifies when the subscription to a body is canceled, which closes an HTTP/1.1 connection. */
class BoundedBodyTest {

    private final Reading subscription = new Reading();

    private final BoundedBody body = new BoundedBody(new Response(), 10);

    @Test
    void cancelEndsTheSubscriptionOfABodyThatIsBeingRead() {
        assertThat(isCanceledAfter(reading -> {})).isTrue();
    }

    @Test
    void aBodyThatExceedsTheLimitIsCanceled() {
        body.onSubscribe(subscription);
        body.onNext(List.of(ByteBuffer.allocate(11)));

        assertThat(subscription.canceled).isTrue();
    }

    /** Another request may already use the connection. */
    @Test
    void cancelHasNoEffectOnABodyThatWasReadToItsEnd() {
        assertThat(isCanceledAfter(BoundedBody::onComplete)).isFalse();
    }

    @Test
    void cancelHasNoEffectOnABodyThatFailed() {
        assertThat(isCanceledAfter(reading -> reading.onError(new IllegalStateException())))
                .isFalse();
    }

    @Test
    void aCanceledBodyCompletesExceptionally() {
        body.onSubscribe(subscription);

        body.cancel();

        assertThat(body.getBody().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aSubscriptionOfferedAfterCancelIsCanceled() {
        body.cancel();

        body.onSubscribe(subscription);

        assertThat(subscription.canceled).isTrue();
    }

    @Test
    void aBodyRequestsAllItsBytesAtOnce() {
        body.onSubscribe(subscription);

        assertThat(subscription.requested).isEqualTo(Long.MAX_VALUE);
        assertThat(subscription.canceled).isFalse();
    }

    /** Reactive Streams, section 2.5. */
    @Test
    void aSecondSubscriptionIsCanceledAndTheFirstIsNot() {
        Reading second = new Reading();
        body.onSubscribe(subscription);

        body.onSubscribe(second);

        assertThat(second.canceled).isTrue();
        assertThat(subscription.canceled).isFalse();
    }

    @Test
    void anExceptionThatTheSubscriptionThrowsIsIgnored() {
        Reading throwing = new Reading() {
            @Override
            public void cancel() {
                super.cancel();
                throw CustomHttpClientTest.sneaky(new Exception("secret"));
            }
        };
        body.onSubscribe(throwing);

        body.onNext(List.of(ByteBuffer.allocate(11)));

        assertThat(throwing.canceled).isTrue();
        assertThat(body.getBody().toCompletableFuture()).isCompletedWithValueMatching(Answer::truncated);
    }

    /** If each piece made the library read the whole body again, this test would take minutes. */
    @Test
    @Timeout(20)
    void aBodyThatArrivesInPiecesOfOneByteIsReadOnce() {
        BoundedBody large = new BoundedBody(new Response(), 16 * Answer.BODY_LIMIT);
        large.onSubscribe(subscription);

        for (int i = 0; i < 16 * Answer.BODY_LIMIT; i++) {
            large.onNext(List.of(ByteBuffer.allocate(1)));
        }
        large.onComplete();

        assertThat(large.getBody().toCompletableFuture())
                .isCompletedWithValueMatching(
                        answer -> !answer.truncated() && answer.body().length == 16 * Answer.BODY_LIMIT);
    }

    private boolean isCanceledAfter(Consumer<BoundedBody> event) {
        body.onSubscribe(subscription);
        event.accept(body);
        body.cancel();
        return subscription.canceled;
    }

    private static class Reading implements Subscription {
        long requested;
        boolean canceled;

        @Override
        public void request(long n) {
            requested = n;
        }

        @Override
        public void cancel() {
            canceled = true;
        }
    }

    private static final class Response implements ResponseInfo {
        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
