package io.github.azuredevopsconnector;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: all the input and output of the library. Its answer is bounded in size, and there as soon as
 * the exchange is given up, whatever the other side does; whatever of the exchange is left then is cut off.
 */
final class Exchange {

    /** How much of a body is read: a hundred times what either probe answers. */
    static final int BODY_LIMIT = 256 * 1024;

    private static final Answer TIMED_OUT = Answer.failure(timeout());

    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile @Nullable BoundedBody body;

    private Exchange() {}

    /** One for all: so it has no stack trace, which would be that of whoever came first. */
    private static HttpTimeoutException timeout() {
        HttpTimeoutException timeout = new HttpTimeoutException("no complete answer in time");
        timeout.setStackTrace(new StackTraceElement[0]);
        return timeout;
    }

    static Exchange send(HttpClient client, HttpRequest request) {
        Exchange exchange = new Exchange();
        CompletableFuture<HttpResponse<Answer>> sent;
        try {
            sent = client.sendAsync(request, exchange::read);
        } catch (RuntimeException | Error e) { // its executor refuses or has no more threads, or it was shut down
            exchange.answer.complete(Answer.failure(e));
            return exchange;
        }
        sent.whenComplete((response, failure) -> exchange.complete(response, failure));
        exchange.answer.thenAccept(answer -> {
            if (answer.failure().isPresent()) { // but not after a response: its connection is to be used again
                sent.cancel(true);
                exchange.cancelBody();
            }
        });
        return exchange;
    }

    /** Returns what comes back, or that nothing does. The future completes on any thread, never exceptionally. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Gives the exchange up, unless there is an answer by then: the answer is that it timed out. */
    void abandonAfter(Duration time) {
        // Not by a timeout of the answer: what follows would run on the timer's thread, which all of the JVM share.
        CompletableFuture.delayedExecutor(time.toNanos(), TimeUnit.NANOSECONDS).execute(this::abandon);
    }

    /** Gives the exchange up, unless there is an answer: the answer is that it timed out. */
    void abandon() {
        answer.complete(TIMED_OUT);
    }

    private BodySubscriber<Answer> read(ResponseInfo response) {
        BoundedBody reading = new BoundedBody(response, BODY_LIMIT);
        body = reading;
        // The body's own end, not that of the future that sendAsync returned: the latter makes a detour over the common
        // pool, where anybody's blocking task would hold it up.
        reading.getBody().thenAccept(answer::complete);
        if (answer.isDone()) {
            reading.cancel();
        }
        return reading;
    }

    /** Completes what was not completed by the body: there was none to read, or the exchange failed. */
    private void complete(@Nullable HttpResponse<Answer> response, @Nullable Throwable failure) {
        if (failure != null) {
            answer.complete(Answer.failure(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure));
        } else if (response != null && response.body() == null) { // as the JDK does for a proxy's 407
            answer.complete(Answer.response(response.statusCode(), response.headers(), new byte[0], false));
        }
    }

    /** Where canceling the future does not end the exchange (JDK 11), this does, from the response's headers on. */
    private void cancelBody() {
        BoundedBody reading = body;
        if (reading != null) {
            reading.cancel();
        }
    }
}
