package io.github.azuredevopsconnector.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.VerificationResult;
import io.github.azuredevopsconnector.testing.FakeAnswer;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * Calls {@code connectAsync} many times, 200 at once, against every behavior of the fake, over two clients. Then makes
 * one tenth as many calls and cancels them, and one hundredth as many calls that make the library replace the client.
 * After each tenth of each part, prints the heap, the threads and the open files. Exits with 1 if a result was late, or
 * differs from that of the same call on its own.
 */
public final class LoadRun {

    private static final int AT_ONCE = 200;
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(45);
    /** For organizations that never answer. */
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final String token;
    private final List<HttpClient> clients = new ArrayList<>();
    private final Map<FakeAnswer, String> expected = new EnumMap<>(FakeAnswer.class);
    private final Map<String, AtomicLong> faults = new ConcurrentSkipListMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);

    private LoadRun(FakeProcess fake) {
        this.token = fake.token();
        SSLContext tls = fake.sslContext();
        tls.getClientSessionContext().setSessionCacheSize(1_000); // the JDK's 20,480 would hide what the library keeps
        for (HttpClient.Version version : HttpClient.Version.values()) {
            clients.add(fake.httpClientBuilder(tls).version(version).build());
        }
    }

    /** Takes the number of calls, at least 1,000. */
    public static void main(String[] args) throws InterruptedException {
        int calls = Integer.parseInt(args[0]);
        boolean good;
        try (FakeProcess fake = FakeProcess.start()) {
            good = new LoadRun(fake).run(calls);
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run(int calls) throws InterruptedException {
        for (FakeAnswer answer : FakeAnswer.values()) {
            expected.put(answer, verdictOf(connector(clients.get(0), answer).connect(urlOf(answer), token)));
        }
        System.out.println("verdicts on their own: " + countOf(expected));
        repeat("calls", calls, i -> call(clients.get(i % 2), answerOf(i)));
        repeat("canceled", calls / 10, i -> cancel(clients.get(i % 2), answerOf(i)));
        repeat("replaced", calls / 100, i -> replace(clients.get(i % 2)));
        System.out.println("faults: " + faults);
        return faults.isEmpty();
    }

    /**
     * Chooses an answer that never comes only in one of ten rounds, because it blocks a thread of the fake for an hour.
     */
    private static FakeAnswer answerOf(int number) {
        FakeAnswer[] answers = FakeAnswer.values();
        int turn = number / 2;
        FakeAnswer answer = answers[turn % answers.length];
        return answer.hangs() && turn / answers.length % 10 != 0 ? FakeAnswer.OK : answer;
    }

    private void repeat(String what, int count, Step step) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            if (i % (count / 10) == 0) {
                printUse(i, what);
            }
            places.acquire();
            step.run(i);
        }
        printUse(count, what);
    }

    /** Releases its place when it ends. */
    private interface Step {
        void run(int number);
    }

    private void call(HttpClient client, FakeAnswer answer) {
        long begin = System.nanoTime();
        connector(client, answer).connectAsync(urlOf(answer), token).thenAccept(result -> {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            if (elapsed.compareTo(timeoutOf(answer).plus(TOLERANCE)) > 0) {
                count(answer + " late");
            }
            String verdict = verdictOf(result);
            if (!verdict.equals(expected.get(answer))) {
                count(answer + " " + client.version() + " " + verdict + causeOf(result));
            }
            places.release();
        });
    }

    /** Cancels a call at a random moment. */
    private void cancel(HttpClient client, FakeAnswer answer) {
        CompletableFuture<VerificationResult> call = connector(client, answer).connectAsync(urlOf(answer), token);
        call.whenComplete((result, failure) -> places.release());
        CompletableFuture.delayedExecutor(ThreadLocalRandom.current().nextInt(20), TimeUnit.MILLISECONDS)
                .execute(() -> call.cancel(true));
    }

    /** Makes the library replace a client, because no response comes over it during a call. */
    private void replace(HttpClient client) {
        VerificationResult result = AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(Duration.ofMillis(50))
                .build()
                .connect(urlOf(FakeAnswer.SILENT), token);
        if (!verdictOf(result).equals("TIMED_OUT")) {
            count("replaced " + verdictOf(result) + causeOf(result));
        }
        places.release();
    }

    private void count(String fault) {
        faults.computeIfAbsent(fault, key -> new AtomicLong()).incrementAndGet();
    }

    /** Waits until no call is in flight, and prints the heap, the threads and the open files. */
    private void printUse(int count, String what) throws InterruptedException {
        places.acquire(AT_ONCE);
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long files = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
        System.out.printf("%,9d %s  %,7d KiB  %4d threads  %4d open files%n", count, what, heap / 1024, threads, files);
        places.release(AT_ONCE);
    }

    private static AzureDevOpsConnector connector(HttpClient client, FakeAnswer answer) {
        return AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(timeoutOf(answer))
                .build();
    }

    private static Duration timeoutOf(FakeAnswer answer) {
        return answer.hangs() ? SHORT_TIMEOUT : LONG_TIMEOUT;
    }

    private static String urlOf(FakeAnswer answer) {
        return "https://dev.azure.com/" + FakeProcess.organizationOf(answer);
    }

    private static String verdictOf(VerificationResult result) {
        return result.match(
                verified -> "VERIFIED",
                rejected -> rejected.reason().name(),
                inconclusive -> inconclusive.reason().name());
    }

    private static String causeOf(VerificationResult result) {
        return result.match(
                verified -> "",
                rejected -> "",
                inconclusive -> inconclusive.cause().map(cause -> " " + cause).orElse(""));
    }

    private static Map<String, Long> countOf(Map<FakeAnswer, String> verdicts) {
        Map<String, Long> count = new TreeMap<>();
        verdicts.values().forEach(verdict -> count.merge(verdict, 1L, Long::sum));
        return count;
    }
}
