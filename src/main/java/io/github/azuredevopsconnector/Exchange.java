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
    private volatile @Nullable CompletableFuture<?> sent;
    private volatile @Nullable BoundedBody body;
    private volatile boolean heard;
    private volatile boolean repeated;

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
        exchange.end().thenRun(exchange.turn::end);
        return exchange;
    }

    private void transmit() {
        if (answer.isDone()) {
            return;
        }
        HttpClient client = null;
        boolean answeredBefore = false;
        try {
            client = live.client();
            answeredBefore = live.hasAnswered(); // of this client, not of one that it replaces
            HttpClient used = client;
            boolean before = answeredBefore;
            CompletableFuture<HttpResponse<Answer>> future =
                    client.sendAsync(request, response -> read(response, used));
            sent = future;
            future.whenComplete((response, failure) -> complete(used, before, response, failure));
        } catch (Throwable e) { // a client of the application's can throw anything, a checked exception, too
            fail(client, answeredBefore, e);
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

    private BodySubscriber<Answer> read(ResponseInfo response, HttpClient client) {
        hear(client, response.version());
        BoundedBody reading = new BoundedBody(response, BODY_LIMIT, beginningSuffices);
        body = reading;
        if (LiveClient.isReplaceable(client)) {
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

    private void hear(HttpClient client, HttpClient.Version version) {
        heard = true;
        live.hear(client, version);
    }

    private void complete(
            HttpClient client,
            boolean answeredBefore,
            @Nullable HttpResponse<Answer> response,
            @Nullable Throwable failure) {
        try {
            if (response == null) {
                fail(client, answeredBefore, failure == null ? new IOException("no response") : failure);
            } else {
                if (!heard) { // no body was read
                    hear(client, response.version());
                }
                answer.complete(delivered(response));
            }
        } catch (Throwable e) { // a response of the application's own making
            answer.complete(Answer.failure(e));
        }
    }

    /** There is no body where the JDK's client reads none, as of a proxy's 407. */
    private static Answer delivered(HttpResponse<Answer> response) {
        Answer read = response.body();
        return read == null
                ? Answer.response(response.statusCode(), response.headers(), new byte[0], false)
                : Answer.response(response.statusCode(), response.headers(), read.body(), read.truncated());
    }

    /** Sends the request again where it was not sent for want of a stream, or was lost with its connection, once. */
    private void fail(@Nullable HttpClient client, boolean answeredBefore, Throwable failure) {
        CauseChain chain = new CauseChain(failure);
        if (answer.isDone()) {
            return;
        }
        if (chain.has(IOException.class, "too many concurrent streams")) {
            turn.refuse();
        } else if (client != null && !heard && !repeated && live.isLost(client, answeredBefore, chain)) {
            repeated = true;
            Delivery.SHARED.execute(this::transmit);
        } else {
            answer.complete(Answer.failure(failure));
        }
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
            } catch (Throwable e) { // a future of the application's own making
                return;
            }
        }
    }
}
