package io.github.azuredevopsconnector;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request; the library's only I/O. Reads a bounded body. Abandoning the exchange completes its answer at once
 * and closes what is still open.
 *
 * <p>The client is called on the threads of {@link Delivery}, because a client, its proxy selector and its cancellation
 * may block.
 */
final class Exchange {

    /** How much of a body is read: a hundred times the size of the usual answer. */
    static final int BODY_LIMIT = 256 * 1024;

    private final LiveClient live;
    private final HttpRequest request;
    private final boolean beginningSuffices;
    private final Streams.Turn turn;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private volatile LiveClient.@Nullable Use use;
    private volatile @Nullable CompletableFuture<?> sent;
    private volatile @Nullable BoundedBody body;
    private volatile boolean heard;
    private volatile boolean repeated;
    private volatile boolean lost;

    private Exchange(LiveClient live, HttpRequest request, boolean beginningSuffices) {
        this.live = live;
        this.request = request;
        this.beginningSuffices = beginningSuffices;
        this.turn = live.streams().turn(this::transmit);
    }

    /**
     * Sends a request as soon as there is a stream for it.
     *
     * @param beginningSuffices whether the beginning of a JSON object is a good answer
     */
    static Exchange send(LiveClient live, HttpRequest request, boolean beginningSuffices) {
        Exchange exchange = new Exchange(live, request, beginningSuffices);
        exchange.turn.ask();
        exchange.end().thenRun(exchange::release);
        return exchange;
    }

    private void release() {
        turn.end();
        LiveClient.Use used = use;
        if (used != null) {
            live.end(used);
        }
    }

    private void transmit() {
        if (answer.isDone()) {
            return;
        }
        LiveClient.Use used = null;
        try {
            used = live.begin(this::giveUp);
            use = used;
            send(used);
        } catch (Throwable e) { // a client of the application's can throw anything, a checked exception, too
            fail(used, e);
        }
        if (answer.isDone()) {
            release();
            cut();
        } else if (lost) {
            giveUp();
        }
    }

    private void send(LiveClient.Use used) {
        CompletableFuture<HttpResponse<Answer>> future =
                used.client.sendAsync(request, response -> read(response, used));
        sent = future;
        future.whenComplete((response, failure) -> complete(used, response, failure));
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
        if (!answer.isDone()
                && answer.complete(Answer.failure(new HttpTimeoutException("no complete answer in time")))) {
            Delivery.SHARED.execute(this::cut);
        }
    }

    /** Abandons the exchange, and reads nothing more of a response whose beginning was the answer. */
    void close() {
        abandon();
        BoundedBody reading = body;
        if (reading != null && !reading.end().isDone()) {
            Delivery.SHARED.execute(this::cut);
        }
    }

    private BodySubscriber<Answer> read(ResponseInfo response, LiveClient.Use used) {
        hear(used, response.version());
        BoundedBody reading = new BoundedBody(response, BODY_LIMIT, beginningSuffices);
        body = reading;
        if (LiveClient.isReplaceable(used.client)) {
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

    private void hear(LiveClient.Use used, HttpClient.Version version) {
        heard = true;
        live.hear(used, version);
    }

    private void complete(LiveClient.Use used, @Nullable HttpResponse<Answer> response, @Nullable Throwable failure) {
        try {
            if (response == null) {
                fail(used, failure == null ? new IOException("no response") : failure);
            } else {
                if (!heard) { // no body was read
                    hear(used, response.version());
                }
                answer.complete(delivered(response));
            }
        } catch (Throwable e) { // a response of the application's own making
            answer.complete(Answer.failure(e));
        }
    }

    /** Reads what the client delivered. The JDK's client delivers no body with the 407 of a proxy. */
    private static Answer delivered(HttpResponse<Answer> response) {
        Answer read = response.body();
        return read == null
                ? Answer.response(response.statusCode(), response.headers(), new byte[0], false)
                : Answer.response(response.statusCode(), response.headers(), read.body(), read.truncated());
    }

    /** Waits for a stream if the client had none; sends the request once more if its connection was lost. */
    private void fail(LiveClient.@Nullable Use used, Throwable failure) {
        if (used != null) {
            live.end(used);
        }
        if (answer.isDone()) {
            return;
        }
        CauseChain chain = new CauseChain(failure);
        if (chain.has(IOException.class, "too many concurrent streams")) {
            turn.refuse();
        } else if (used != null && !heard && !repeated && (lost || live.isLost(used, chain))) {
            repeated = true;
            Delivery.SHARED.execute(this::transmit);
        } else {
            answer.complete(Answer.failure(failure));
        }
    }

    /** Ends a request whose connection was lost, unless its response has begun: then the JDK ends it. */
    private void giveUp() {
        lost = true;
        if (!heard && !repeated) {
            cancel();
        }
    }

    /** Cancels the future, and the body: on JDK 11 only the latter ends the exchange, once the headers are there. */
    private void cut() {
        BoundedBody reading = body;
        if (reading != null) {
            reading.cancel();
        }
        cancel();
    }

    private void cancel() {
        CompletableFuture<?> future = sent;
        if (future != null) {
            try {
                future.cancel(true);
            } catch (Throwable e) { // a future of the application's own making
                return;
            }
        }
    }
}
