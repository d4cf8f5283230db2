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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * Calls {@code connectAsync} many times, 200 at once, against every behavior of the fake, half over HTTP/2. Prints
 * what is in use after each tenth. Exits with 1 if a result was late, or differs from that of
 * the same call on its own.
 */
public final class LoadRun {

    private static final int AT_ONCE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** For organizations that never answer. */
    private static final Duration HASTE = Duration.ofSeconds(1);

    private static final Duration SLACK = Duration.ofSeconds(1);
    private static final Set<FakeAnswer> NEVER_ANSWER = Set.of(FakeAnswer.SILENT, FakeAnswer.STALLED);

    private final String token;
    private final List<HttpClient> clients = new ArrayList<>();
    private final Map<FakeAnswer, String> expected = new EnumMap<>(FakeAnswer.class);
    private final Map<String, AtomicLong> faults = new ConcurrentSkipListMap<>();
    private final Semaphore places = new Semaphore(AT_ONCE);

    private LoadRun(FakeProcess fake) {
        this.token = fake.token();
        SSLContext tls = fake.sslContext();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            clients.add(fake.httpClientBuilder(tls).version(version).build());
        }
    }

    /** Takes the number of calls. */
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
        FakeAnswer[] answers = FakeAnswer.values();
        for (int i = 0; i < calls; i++) {
            if (i % (calls / 10) == 0) {
                printUse(i);
            }
            call(clients.get(i % 2), answers[i / 2 % answers.length]);
        }
        printUse(calls);
        System.out.println("faults: " + faults);
        return faults.isEmpty();
    }

    private void call(HttpClient client, FakeAnswer answer) throws InterruptedException {
        places.acquire();
        long begin = System.nanoTime();
        connector(client, answer).connectAsync(urlOf(answer), token).thenAccept(result -> {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            if (elapsed.compareTo(timeoutOf(answer).plus(SLACK)) > 0) {
                count(answer + " late");
            }
            String verdict = verdictOf(result);
            if (!verdict.equals(expected.get(answer))) {
                count(answer + " " + client.version() + " " + verdict);
            }
            places.release();
        });
    }

    private void count(String fault) {
        faults.computeIfAbsent(fault, key -> new AtomicLong()).incrementAndGet();
    }

    /** Waits until nothing is in flight. */
    private void printUse(int calls) throws InterruptedException {
        places.acquire(AT_ONCE);
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long files = ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
        System.out.printf("%,9d calls  %,7d KiB  %4d threads  %4d open files%n", calls, heap / 1024, threads, files);
        places.release(AT_ONCE);
    }

    private static AzureDevOpsConnector connector(HttpClient client, FakeAnswer answer) {
        return AzureDevOpsConnector.builder()
                .httpClient(client)
                .timeout(timeoutOf(answer))
                .build();
    }

    private static Duration timeoutOf(FakeAnswer answer) {
        return NEVER_ANSWER.contains(answer) ? HASTE : PATIENCE;
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

    private static Map<String, Long> countOf(Map<FakeAnswer, String> verdicts) {
        Map<String, Long> count = new TreeMap<>();
        verdicts.values().forEach(verdict -> count.merge(verdict, 1L, Long::sum));
        return count;
    }
}
