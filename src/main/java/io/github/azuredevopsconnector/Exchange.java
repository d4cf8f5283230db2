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
 * Sends one request, and reads the body of the response up to a limit. This is the library's only I/O. Abandoning the
 * exchange completes its answer at once and closes what is still open.
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
        } catch (Throwable e) { // the application's client can throw anything, even a checked exception
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

    /** Returns the response or the failure. The future completes on any thread, never exceptionally. */
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

    /** Gives the exchange up if it has no answer yet: it then has a timeout as its answer. */
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
            // The answer comes from the body, because the future of sendAsync completes by way of the common pool,
            // whose threads may all be taken. A client of another class may send again, so there only the future
            // counts.
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

    /** Waits for a stream if the client had none, and sends the request once more if its connection was lost. */
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

    /**
     * Ends the exchange. Once the headers are there, on JDK 11 only the body can end it. JDK 17 closes the connection
     * when the future is canceled, even if the body was read to its end and another request uses the connection.
     */
    private void cut() {
        BoundedBody reading = body;
        if (reading != null) {
            reading.cancel();
        }
        LiveClient.Use used = use;
        if (reading == null
                || used == null
                || !LiveClient.isReplaceable(used.client)) { // another client may send again
            cancel();
        }
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
