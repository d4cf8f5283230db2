package io.github.azuredevopsconnector;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One attempt to connect. Sends all requests at once, each over its own connection, and judges the answers together. An
 * attempt ends when all answers have arrived, half a second after one of them is enough for a result, or at the
 * deadline, whichever comes first. The caller can end it earlier.
 *
 * <p>All fields are final. Each answer is read on the thread that received it, or that gave up waiting for it. The
 * thread that reads the last answer then judges them all. Any thread may call {@link #giveUp}.
 */
final class Attempt {

    /**
     * How long to wait for the other answers after one is enough for a result. All requests were sent at the same time,
     * so the other answers should arrive soon, and one of them may give a more specific reason.
     */
    private static final Duration GRACE = Duration.ofMillis(500);

    /**
     * How long a caller waits after the deadline for the answers to be judged, which usually takes no time. With {@link
     * #LEEWAY}, this is the half second that the public documentation names.
     */
    private static final Duration JUDGING = Duration.ofMillis(400);

    /**
     * The time between the timeout of the requests and the deadline of the attempt. The request timeout comes first,
     * because it closes the connection on every JDK. On JDK 11, an interrupt does not. The attempt needs its own
     * deadline, because the request timeout stops when the headers of the response arrive.
     */
    private static final Duration LEEWAY = Duration.ofMillis(100);

    /** How much too early a request timeout may fire, because the timer of the JDK's client counts in milliseconds. */
    private static final Duration TOLERANCE = Duration.ofMillis(2);

    /** Created early, because later there may be no memory for it. */
    private static final VerificationResult UNJUDGED = Inconclusive.of(Inconclusive.Reason.UNEXPECTED_RESPONSE);

    private final Transport transport;
    private final Probes probes;
    private final Duration timeout;
    private final long begin = System.nanoTime();
    private final long deadline;
    private final Map<Probe, Exchange<Finding>> exchanges = new LinkedHashMap<>();
    private final CompletableFuture<VerificationResult> result;

    /** Prepares the requests. Nothing is sent yet. */
    Attempt(Transport transport, RequestTemplate request, Probes probes, Duration timeout) {
        this.transport = transport;
        this.probes = probes;
        this.timeout = timeout;
        deadline = begin + timeout.plus(LEEWAY).toNanos();
        for (Probe probe : probes.all()) {
            exchanges.put(
                    probe,
                    new Exchange<>(
                            transport,
                            probe.request(request),
                            answer -> AnswerReader.read(probe, answer),
                            begin,
                            timeout));
        }
        // No lambda runs before the requests are sent.
        exchanges.forEach(
                (probe, exchange) -> exchange.outcome().thenAccept(finding -> limitWaitIfDecided(probe, finding)));
        result = CompletableFuture.allOf(
                        exchanges.values().stream().map(Exchange::outcome).toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> {
                    Map<Probe, Finding> findings = new LinkedHashMap<>();
                    exchanges.forEach((probe, exchange) ->
                            findings.put(probe, exchange.outcome().join()));
                    return VerdictTable.judge(request, probes, findings);
                })
                .whenComplete((verdict, defect) -> reportTimeout())
                .exceptionally(Attempt::unjudged);
    }

    /** Returns the result if the answers could not be judged, because of a defect or because no memory is left. */
    private static VerificationResult unjudged(Throwable defect) {
        try {
            return VerdictTable.unreadable(FailureReader.readUnreadable(defect));
        } catch (RuntimeException | Error e) { // no memory for the cause
            return UNJUDGED;
        }
    }

    private void reportTimeout() {
        if (System.nanoTime() - begin >= timeout.minus(TOLERANCE).toNanos()) {
            transport.timedOut(begin);
        }
    }

    private void limitWaitIfDecided(Probe probe, Finding finding) {
        if (VerdictTable.isDecidedBy(probes, probe, finding)) {
            try {
                giveUpAfter(GRACE);
            } catch (RuntimeException | Error e) { // no thread for the timer
                giveUp();
            }
        }
    }

    /** Sends the requests and waits for the result on the caller's thread. The deadline needs no timer here. */
    VerificationResult await() throws InterruptedException {
        if (Thread.interrupted()) { // before anything is sent
            throw new InterruptedException();
        }
        // A latch, because a future's get method first runs queued tasks if the thread belongs to the common pool.
        CountDownLatch judged = new CountDownLatch(1);
        result.whenComplete((verdict, defect) -> judged.countDown());
        start();
        try {
            if (!judged.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                giveUp();
                if (!judged.await(JUDGING.toMillis(), TimeUnit.MILLISECONDS)) { // no memory is left, or no processor
                    return Inconclusive.of(Inconclusive.Reason.TIMED_OUT);
                }
            }
        } catch (InterruptedException e) {
            giveUp();
            throw e;
        }
        return result.join();
    }

    /**
     * Sends the requests.
     *
     * @return a future that completes with the result, on any thread and never exceptionally
     */
    CompletableFuture<VerificationResult> send() {
        try {
            giveUpAfter(Duration.ofNanos(deadline - System.nanoTime()));
            start();
        } catch (RuntimeException | Error e) { // no thread for the timer, so nothing would end the attempt in time
            exchanges.values().forEach(exchange -> exchange.fail(e));
        }
        return result;
    }

    private void start() {
        exchanges.values().forEach(Exchange::start);
    }

    private void giveUpAfter(Duration delay) {
        Future<?> timer = LibraryThreads.SHARED.executeAfter(delay, this::giveUp);
        result.whenComplete((verdict, defect) -> timer.cancel(false));
    }

    /** Ends all exchanges, which completes the result. Has no effect if the attempt has ended. */
    void giveUp() {
        exchanges.values().forEach(Exchange::giveUp);
    }
}
