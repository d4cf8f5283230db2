package io.github.azuredevopsconnector;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request; the library's only I/O. Reads a bounded body. Abandoning the exchange completes its answer at once
 * and closes what is still open.
 */
final class Exchange {

    /** How much of a body is read: a hundred times the size of the usual answer. */
    static final int BODY_LIMIT = 256 * 1024;

    private final boolean beginningSuffices;
    private final Executor executor;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> sent;
    private volatile @Nullable BoundedBody body;

    private Exchange(boolean beginningSuffices, Executor executor) {
        this.beginningSuffices = beginningSuffices;
        this.executor = executor;
    }

    /**
     * Sends a request.
     *
     * @param client is asked for, and called, by the executor, because both may block
     * @param beginningSuffices whether the beginning of a JSON object is a good answer
     */
    static Exchange send(
            Supplier<HttpClient> client, HttpRequest request, boolean beginningSuffices, Executor executor) {
        Exchange exchange = new Exchange(beginningSuffices, executor);
        executor.execute(() -> exchange.send(client, request));
        return exchange;
    }

    private void send(Supplier<HttpClient> supplier, HttpRequest request) {
        if (answer.isDone()) {
            return;
        }
        try {
            HttpClient client = supplier.get();
            boolean jdk = client.getClass().getModule() == HttpClient.class.getModule();
            CompletableFuture<HttpResponse<Answer>> future = client.sendAsync(request, response -> read(response, jdk));
            sent = future;
            future.whenComplete(this::complete);
        } catch (Throwable e) { // a client of the user's can throw anything, a checked exception, too
            answer.complete(Answer.failure(e));
        }
        if (answer.isDone()) {
            cut();
        }
    }

    /** Returns what comes back, or the failure. The future completes on any thread, never exceptionally. */
    CompletableFuture<Answer> answer() {
        return answer;
    }

    /** Returns a future that completes, never exceptionally, when nothing more of the response is read. */
    CompletableFuture<Void> end() {
        return answer.thenCompose(read -> {
            BoundedBody reading = body;
            return reading == null || read.failure().isPresent()
                    ? CompletableFuture.completedFuture(null)
                    : reading.end();
        });
    }

    /** Gives the exchange up, unless there is an answer: then the answer is that it timed out. */
    void abandon() {
        if (!answer.isDone() && answer.complete(Answer.failure(timeout()))) {
            executor.execute(this::cut);
        }
    }

    /** Abandons the exchange, and reads nothing more of a response whose beginning was the answer. */
    void close() {
        abandon();
        BoundedBody reading = body;
        if (reading != null && !reading.end().isDone()) {
            executor.execute(this::cut);
        }
    }

    private static HttpTimeoutException timeout() {
        return new HttpTimeoutException("no complete answer in time");
    }

    private BodySubscriber<Answer> read(ResponseInfo response, boolean jdk) {
        BoundedBody reading = new BoundedBody(response, BODY_LIMIT, beginningSuffices);
        body = reading;
        if (jdk) {
            // The body's own end: the future that sendAsync returned takes a detour over the common pool, whose threads
            // may all be taken. Of another class, which may send again, only that future is the last word.
            reading.getBody()
                    .whenComplete((read, failure) -> answer.complete(failure == null ? read : Answer.failure(failure)));
            if (answer.isDone()) {
                reading.cancel();
            }
        }
        return reading;
    }

    private void complete(@Nullable HttpResponse<Answer> response, @Nullable Throwable failure) {
        try {
            answer.complete(response == null ? Answer.failure(reason(failure)) : delivered(response));
        } catch (Throwable e) { // a response of the user's own making
            answer.complete(Answer.failure(e));
        }
    }

    private static Throwable reason(@Nullable Throwable failure) {
        return failure == null
                ? new IllegalStateException("the client delivered neither response nor failure")
                : failure;
    }

    /** There is no body where the JDK's client reads none, as of a proxy's 407. */
    private static Answer delivered(HttpResponse<Answer> response) {
        HttpHeaders headers = response.headers();
        Answer read = response.body();
        return read == null
                ? Answer.response(response.statusCode(), headers, new byte[0], false)
                : Answer.response(response.statusCode(), headers, read.body(), read.truncated());
    }

    /** Cancels the future, and the body: on JDK 11 only the latter ends the exchange, once the headers are there. */
    private void cut() {
        BoundedBody reading = body;
        if (reading != null) {
            reading.cancel();
        }
        CompletableFuture<?> future = sent;
        if (future != null) {
            try {
                future.cancel(true);
            } catch (Throwable e) { // a future of the user's own making
                return;
            }
        }
    }
}
