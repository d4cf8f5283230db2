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
 * attempt ends when all answers are there, soon after one of them has decided the verdict, or at the deadline.
 *
 * <p>All fields are final. Each answer is read on the thread that received it. The thread that reads the last answer
 * then judges them all. Any thread may give up.
 */
final class Attempt {

    /**
     * How long to wait for the other answers after one has decided the verdict. All were requested at the same time,
     * and another answer may give a more specific reason.
     */
    private static final Duration GRACE = Duration.ofMillis(500);

    /**
     * How much longer an attempt may take than the timeout of its requests. When that timeout passes, every JDK closes
     * the connection, which an interrupt on JDK 11 does not. But that timeout no longer runs after the headers of a
     * response.
     */
    private static final Duration LEEWAY = Duration.ofMillis(100);

    /** How much earlier a timeout may end, because the timer of the JDK's client counts in milliseconds. */
    private static final Duration TOLERANCE = Duration.ofMillis(2);

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
        exchanges.forEach((probe, exchange) -> exchange.outcome().thenAccept(finding -> considerGrace(probe, finding)));
        result = CompletableFuture.allOf(
                        exchanges.values().stream().map(Exchange::outcome).toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> {
                    Map<Probe, Finding> findings = new LinkedHashMap<>();
                    exchanges.forEach((probe, exchange) ->
                            findings.put(probe, exchange.outcome().join()));
                    return VerdictTable.judge(request, probes, findings);
                })
                .exceptionally(defect -> VerdictTable.unreadable(FailureReader.readUnreadable(defect)))
                .whenComplete((verdict, defect) -> noteTimeout());
    }

    private void noteTimeout() {
        if (System.nanoTime() - begin >= timeout.minus(TOLERANCE).toNanos()) {
            transport.timedOut(begin);
        }
    }

    private void considerGrace(Probe probe, Finding finding) {
        if (VerdictTable.isDecidedBy(probes, probe, finding)) {
            try {
                giveUpAfter(GRACE);
            } catch (RuntimeException | Error e) { // no thread for the timer
                giveUp();
            }
        }
    }

    /** Sends the requests and waits for the verdict on the caller's thread. This needs no timer. */
    VerificationResult await() throws InterruptedException {
        // A latch, because a future's get method first runs queued tasks if the thread belongs to the common pool.
        CountDownLatch judged = new CountDownLatch(1);
        result.whenComplete((verdict, defect) -> judged.countDown());
        start();
        try {
            if (!judged.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                giveUp();
                if (!judged.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) { // no memory is left for a verdict
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
     * @return the future verdict, which completes on any thread, never exceptionally
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

    /** Ends all exchanges, which completes the verdict. Has no effect after the verdict. */
    void giveUp() {
        exchanges.values().forEach(Exchange::giveUp);
    }
}
