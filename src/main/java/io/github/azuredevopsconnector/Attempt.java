package io.github.azuredevopsconnector;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connect on its way: all its exchanges, and their verdict. */
final class Attempt {

    /**
     * How long an answer that decides the verdict waits for the others, which were asked for at the same moment and may
     * have a more telling reason.
     */
    private static final Duration GRACE = Duration.ofMillis(500);

    /**
     * How much longer than the client's own timeout a connect may take. That one ends at the response's headers, but up
     * to there it cuts the connection on every JDK, which canceling does not (11 never, 25 not always during CONNECT).
     */
    private static final Duration LEEWAY = Duration.ofMillis(100);

    private final Delivery delivery;
    private final long deadline;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final CompletableFuture<VerificationResult> result;

    /** Sends all requests at once. */
    Attempt(
            Supplier<HttpClient> client,
            RequestTemplate request,
            Set<TokenScope> scopes,
            Duration timeout,
            Delivery delivery) {
        this.delivery = delivery;
        this.deadline = System.nanoTime() + timeout.plus(LEEWAY).toNanos();

        List<Probe> probes = new ArrayList<>();
        probes.add(Probe.CALLER);
        scopes.forEach(scope -> probes.add(scope.probe()));
        for (Probe probe : probes) {
            exchanges.add(Exchange.send(
                    client, probe.request(request, timeout), probe.proof() == Probe.Proof.OBJECT, delivery));
        }

        CompletableFuture<Finding> who = finding(null, exchanges.get(0));
        EnumMap<TokenScope, CompletableFuture<Finding>> granted = new EnumMap<>(TokenScope.class);
        for (TokenScope scope : scopes) {
            granted.put(scope, finding(scope, exchanges.get(granted.size() + 1)));
        }
        result = CompletableFuture.allOf(granted.values().toArray(new CompletableFuture<?>[0]))
                .thenCombine(who, (done, caller) -> {
                    EnumMap<TokenScope, Finding> findings = new EnumMap<>(TokenScope.class);
                    granted.forEach((scope, finding) -> findings.put(scope, finding.join()));
                    return VerdictTable.judge(request, caller, findings);
                })
                .exceptionally(defect -> VerdictTable.unreadable(FailureReader.readUnreadable(defect)));
    }

    private CompletableFuture<Finding> finding(@Nullable TokenScope scope, Exchange exchange) {
        return exchange.answer().thenApply(answer -> {
            Finding finding = AnswerReader.read(scope == null ? Probe.CALLER : scope.probe(), answer);
            if (VerdictTable.isDecidedBy(scope, finding)) {
                delivery.executeAfter(GRACE, () -> exchanges.forEach(Exchange::abandon));
            }
            return finding;
        });
    }

    /** Returns the verdict. The future completes on any thread, never exceptionally. */
    CompletableFuture<VerificationResult> result() {
        return result;
    }

    /** Waits by the caller's own clock: no other thread has to be free for a connect to end. */
    VerificationResult await() throws InterruptedException {
        try {
            VerificationResult verdict = result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            closeAtDeadline(); // what is still read after the verdict
            return verdict;
        } catch (TimeoutException e) {
            close();
            return result.join();
        } catch (InterruptedException e) {
            close();
            throw e;
        } catch (ExecutionException e) {
            throw new AssertionError("the result never completes exceptionally", e.getCause());
        }
    }

    /** Ends at the deadline what has not ended by then. */
    void closeAtDeadline() {
        CompletableFuture<Void> end =
                CompletableFuture.allOf(exchanges.stream().map(Exchange::end).toArray(CompletableFuture<?>[]::new));
        if (!end.isDone()) {
            Future<?> timer =
                    delivery.executeAfter(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())), this::close);
            end.thenRun(() -> timer.cancel(false));
        }
    }

    /** Ends all exchanges: the verdict is there at once. */
    void close() {
        exchanges.forEach(Exchange::close);
    }
}
