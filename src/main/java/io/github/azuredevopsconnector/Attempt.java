package io.github.azuredevopsconnector;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One attempt to connect: all its exchanges, and their verdict.
 *
 * <p>On an open connection, all requests are sent at once. Without one, each request would open a connection, even over
 * HTTP/2. So two requests are sent first, and the others follow when one of the two has a good answer.
 */
final class Attempt {

    /**
     * How long to wait for the other answers after one has decided the verdict: they were requested at the same moment,
     * and may give a more telling reason.
     */
    private static final Duration GRACE = Duration.ofMillis(500);

    /**
     * How much longer than the client's own timeout an attempt may take. The client's timeout covers only the time
     * until the headers of the response, but it cuts the connection on every JDK. Canceling does not: it never does on
     * 11, and not always on 25 during CONNECT.
     */
    private static final Duration LEEWAY = Duration.ofMillis(100);

    private final LiveClient live;
    private final RequestTemplate request;
    private final Probes probes;
    private final Duration timeout;
    private final long begin = System.nanoTime();
    private final long deadline;
    private final List<Exchange> exchanges = new ArrayList<>();
    private boolean closed;
    private final CompletableFuture<VerificationResult> result;

    /** Begins to send the requests. */
    Attempt(LiveClient live, RequestTemplate request, Probes probes, Duration timeout) {
        this.live = live;
        this.request = request;
        this.probes = probes;
        this.timeout = timeout;
        this.deadline = begin + timeout.plus(LEEWAY).toNanos();

        boolean warm = live.isWarm();
        Map<Probe, CompletableFuture<Finding>> findings = new LinkedHashMap<>();
        probes.all().stream().limit(2).forEach(probe -> findings.put(probe, ask(probe)));
        List<CompletableFuture<Finding>> first = List.copyOf(findings.values());
        CompletableFuture<Boolean> go =
                warm ? CompletableFuture.completedFuture(true) : isAnyGood(first.get(0), first.get(1));
        result = go.thenCompose(good -> {
                    if (good) {
                        probes.all().forEach(probe -> findings.computeIfAbsent(probe, this::ask));
                    }
                    return CompletableFuture.allOf(findings.values().toArray(new CompletableFuture<?>[0]));
                })
                .thenApply(done -> {
                    Map<Probe, Finding> found = new LinkedHashMap<>();
                    findings.forEach((probe, finding) -> found.put(probe, finding.join()));
                    return VerdictTable.judge(request, probes, found);
                })
                .exceptionally(defect -> VerdictTable.unreadable(FailureReader.readUnreadable(defect)));
        result.thenAccept(this::noteTimeout);
    }

    private CompletableFuture<Finding> ask(Probe probe) {
        HttpRequest asking = probe.request(request).timeout(timeout).build();
        Exchange exchange = Exchange.send(live, asking, false);
        if (isClosedAfterAdding(exchange)) {
            exchange.close();
        }
        return exchange.answer().thenApply(answer -> {
            Finding finding = AnswerReader.read(probe, answer);
            if (VerdictTable.isDecidedBy(probes, probe, finding)) {
                Delivery.SHARED.executeAfter(GRACE, () -> exchanges().forEach(Exchange::abandon));
            }
            return finding;
        });
    }

    private synchronized boolean isClosedAfterAdding(Exchange exchange) {
        exchanges.add(exchange);
        return closed;
    }

    private synchronized List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Completes with true as soon as one finding is good, and with false when both are there and not good. */
    private static CompletableFuture<Boolean> isAnyGood(
            CompletableFuture<Finding> one, CompletableFuture<Finding> two) {
        CompletableFuture<Boolean> good = new CompletableFuture<>();
        CompletableFuture.allOf(
                        one.thenAccept(finding -> completeIfGood(good, finding)),
                        two.thenAccept(finding -> completeIfGood(good, finding)))
                .whenComplete((done, defect) -> good.complete(false));
        return good;
    }

    private static void completeIfGood(CompletableFuture<Boolean> good, Finding finding) {
        if (finding.is(Finding.Meaning.NAMED_USER) || finding.is(Finding.Meaning.GRANTED)) {
            good.complete(true);
        }
    }

    private void noteTimeout(VerificationResult verdict) {
        boolean over = System.nanoTime() - begin >= timeout.toNanos(); // otherwise the caller gave up
        if (over
                && verdict instanceof Inconclusive
                && ((Inconclusive) verdict).reason() == Inconclusive.Reason.TIMED_OUT) {
            live.timedOut(begin);
        }
    }

    /** Returns the verdict. The future completes on any thread, never exceptionally. */
    CompletableFuture<VerificationResult> result() {
        return result;
    }

    /**
     * Waits on the caller's own thread, so that the attempt ends in time even if no other thread is free. Uses a latch,
     * because the {@code get} of a future, called on a thread of the common pool, first runs the tasks that are queued
     * there.
     */
    VerificationResult await() throws InterruptedException {
        CountDownLatch judged = new CountDownLatch(1);
        result.thenRun(judged::countDown);
        try {
            if (judged.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                closeAtDeadline(); // ends what is still read after the verdict
            } else {
                close();
                judged.await();
            }
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        return result.join();
    }

    /** Ends, at the deadline, the exchanges that have not ended by then. */
    void closeAtDeadline() {
        CompletableFuture<Void> end = result.thenCompose(verdict ->
                CompletableFuture.allOf(exchanges().stream().map(Exchange::end).toArray(CompletableFuture<?>[]::new)));
        if (!end.isDone()) {
            Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Future<?> timer = Delivery.SHARED.executeAfter(rest, this::close);
            end.thenRun(() -> timer.cancel(false));
        }
    }

    /** Ends all exchanges: the verdict is there at once. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        exchanges().forEach(Exchange::close);
    }
}
