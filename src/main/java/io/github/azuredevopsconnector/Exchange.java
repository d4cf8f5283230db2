package io.github.azuredevopsconnector;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request, waits for the response and reads it. This is the library's only I/O.
 *
 * <p>Requests use HTTP/1.1. Each has its own connection, so a problem with one request does not affect the others. In
 * some cases, a request whose connection was lost is sent once more; see {@link #sendOnceOrTwice}.
 *
 * <p>One thread of the {@link Transport} runs {@link #exchange} from start to end, and owns the builder of the request.
 * Another thread may {@linkplain #giveUp give up}, which interrupts the first thread and cancels the body. The body is
 * the only field that is not final. A thread of the client sets it, and the other two read it. The outcome is completed
 * in one place, {@link Task#done}, on the thread that ended the task. No client code runs there: the client, and the
 * methods of its exceptions, are called only inside the task. Only the body's subscription is canceled later, on
 * another thread. A client, a proxy selector or a name resolution that cannot be interrupted keeps its thread until it
 * returns, but no call waits for that thread after its own timeout.
 *
 * @param <T> the type that the reader returns
 */
final class Exchange<T> {

    /**
     * The pause before a request is sent again. When a service restarts, all connections are lost at once, and the
     * client needs a moment to remove the others from its pool.
     */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Transport transport;
    private final HttpRequest.Builder request;
    private final Function<Answer, T> reader;
    private final long begin;
    private final Duration timeout;
    private final Task task = new Task();
    private final CompletableFuture<T> outcome = new CompletableFuture<>();

    /**
     * The body of the latest response. It is set before the task is checked, and read after the task is canceled, so at
     * least one of the two threads cancels it.
     */
    private volatile @Nullable BoundedBody body;

    /**
     * Creates an exchange. Nothing is sent before {@link #start}.
     *
     * @param reader reads the response, or the failure to get one
     * @param begin when the call began, as a value of {@link System#nanoTime}
     * @param timeout how long the call may take
     */
    Exchange(
            Transport transport,
            HttpRequest.Builder request,
            Function<Answer, T> reader,
            long begin,
            Duration timeout) {
        this.transport = transport;
        this.request = request.version(HttpClient.Version.HTTP_1_1);
        this.reader = reader;
        this.begin = begin;
        this.timeout = timeout;
    }

    /** Queues the request. A thread of the transport sends it. */
    void start() {
        try {
            transport.execute(task);
        } catch (RuntimeException | Error e) { // usually OutOfMemoryError, because no thread is left
            fail(e);
        }
    }

    /** Returns a future that completes with what the reader returns, on any thread. */
    CompletableFuture<T> outcome() {
        return outcome;
    }

    /** Ends an exchange that no thread runs, with this failure as its answer. Has no effect if it has ended. */
    void fail(Throwable failure) {
        try {
            task.set(reader.apply(Answer.failure(failure)));
        } catch (Throwable e) { // no memory is left
            outcome.completeExceptionally(e);
        }
    }

    /**
     * Ends the exchange with a timeout as its answer. Has no effect if the exchange has ended. Does not wait for the
     * request.
     */
    void giveUp() {
        if (task.cancel(true)) {
            transport.remove(task);
            BoundedBody reading = body;
            if (reading != null) {
                cancel(reading);
            }
        }
    }

    /** Cancels the body, never on this thread, because the {@code cancel} method of a custom client may block. */
    private static void cancel(BoundedBody reading) {
        try {
            LibraryThreads.SHARED.executeAfter(Duration.ZERO, reading::cancel);
        } catch (RuntimeException | Error e) { // no thread can be created
            return; // the interrupt is enough on all JDKs but 11
        }
    }

    private T exchange() {
        Answer answer;
        try {
            answer = sendOnceOrTwice();
        } catch (Throwable e) { // a custom client can throw anything
            answer = Answer.failure(e);
        }
        return reader.apply(answer);
    }

    private Answer sendOnceOrTwice() throws IOException, InterruptedException {
        Transport.Client client = transport.client();
        boolean respondedBefore = client.hasResponded();
        try {
            return send(client);
        } catch (Throwable e) { // a custom client can throw anything
            CauseChain failure = new CauseChain(e);
            if (client.hasEnded(failure)) {
                client.retire();
            } else if (respondedBefore && body == null && isConnectionLost(failure)) {
                Thread.sleep(PAUSE.toMillis());
            } else {
                throw e;
            }
        }
        return send(transport.client());
    }

    private Answer send(Transport.Client client) throws IOException, InterruptedException {
        HttpClient http = client.http(); // first, because creating a client may take a while
        Duration rest = timeout.minusNanos(System.nanoTime() - begin);
        if (task.isDone() || rest.isZero() || rest.isNegative()) {
            throw noAnswerInTime();
        }
        HttpResponse<Answer> response = http.send(request.timeout(rest).build(), head -> read(client, head));
        client.responded(); // even if a custom client has not read the body
        return delivered(response);
    }

    private BodySubscriber<Answer> read(Transport.Client client, ResponseInfo head) {
        client.responded();
        BoundedBody reading = new BoundedBody(head, Answer.BODY_LIMIT);
        body = reading;
        if (task.isDone()) { // the exchange was given up before the body existed
            reading.cancel();
        }
        return reading;
    }

    /** Returns what the client delivered. The JDK's client delivers no body with a proxy's status 407. */
    private static Answer delivered(@Nullable HttpResponse<@Nullable Answer> response) throws IOException {
        if (response == null) {
            throw new IOException("no response");
        }
        Answer read = response.body();
        return read == null
                ? Answer.response(response.statusCode(), response.headers(), new byte[0], false)
                : Answer.response(response.statusCode(), response.headers(), read.body(), read.truncated());
    }

    /** Returns whether a connection was lost. If no connection could be opened, the result is false. */
    private static boolean isConnectionLost(CauseChain failure) {
        // A closed channel means that the JDK took a connection from its pool while the connection was being closed.
        boolean failedToConnect = failure.has(ConnectException.class) && !failure.has(ClosedChannelException.class);
        return failure.has(IOException.class)
                && !failedToConnect
                && !failure.has(HttpTimeoutException.class)
                && !failure.has(ProtocolException.class)
                && !failure.has(SSLException.class)
                && failure.refusalOfTunnel().isEmpty();
    }

    private static HttpTimeoutException noAnswerInTime() {
        return new HttpTimeoutException("no complete answer in time");
    }

    /**
     * Runs the exchange at most once. The interrupt does not reach a later task: {@link #run} waits until it has
     * arrived, and the pool clears it before the next task.
     */
    private final class Task extends FutureTask<T> {
        Task() {
            super(Exchange.this::exchange);
        }

        /** Makes the protected method accessible to the exchange. */
        @Override
        protected void set(T read) {
            super.set(read);
        }

        @Override
        protected void done() {
            try {
                outcome.complete(isCancelled() ? reader.apply(Answer.failure(noAnswerInTime())) : get());
            } catch (Throwable e) { // no memory is left
                outcome.completeExceptionally(e);
            }
        }
    }
}
