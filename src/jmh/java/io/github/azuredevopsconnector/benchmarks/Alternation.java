package io.github.azuredevopsconnector.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Runs library and baseline in turn, a few milliseconds each, in one JVM: what the machine does besides, which may go
 * on for minutes, disturbs both alike.
 */
public final class Alternation {

    private static final int OBSERVATIONS = 16;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Double> subjectTimes = new ArrayList<>();
    private final List<Double> baselineTimes = new ArrayList<>();
    private final List<Double> subjectProcessorTimes = new ArrayList<>();
    private final List<Double> baselineProcessorTimes = new ArrayList<>();
    private long time;
    private long processorTime;
    private int subjectThreads;
    private int baselineThreads;

    private Alternation() {}

    /** Takes {@code parsing}, {@code connecting} or {@code concurrency}, and perhaps the one version of HTTP to use. */
    public static void main(String[] args) {
        List<HttpClient.Version> versions =
                args.length > 1 ? List.of(HttpClient.Version.valueOf(args[1])) : List.of(HttpClient.Version.values());
        switch (args.length > 0 ? args[0] : "") {
            case "parsing":
                List.of("SHORT", "LEGACY", "DEEP_LINK", "REFUSED", "MIX").forEach(Alternation::compareParsing);
                break;
            case "connecting":
                versions.forEach(Alternation::compareConnecting);
                break;
            case "concurrency":
                for (HttpClient.Version version : versions) {
                    List.of(1, 16, 256, 1_000).forEach(inFlight -> compareConcurrency(version, inFlight));
                }
                break;
            default:
                throw new IllegalArgumentException("say parsing, connecting or concurrency");
        }
    }

    private static void compareParsing(String kind) {
        ParsingBenchmark benchmark = new ParsingBenchmark();
        benchmark.kind = kind;
        benchmark.chooseTexts();
        compareParsing(kind + " parse / URI.create", benchmark, ParsingBenchmark::parse, ParsingBenchmark::uriCreate);
        compareParsing(
                kind + " tryParse / URI.create", benchmark, ParsingBenchmark::tryParse, ParsingBenchmark::uriCreate);
        compareParsing(
                kind + " parse / HttpUrl.parse", benchmark, ParsingBenchmark::parse, ParsingBenchmark::httpUrlParse);
        compareParsing(kind + " parse / regex", benchmark, ParsingBenchmark::parse, ParsingBenchmark::regex);
    }

    private static void compareParsing(
            String name,
            ParsingBenchmark benchmark,
            BiConsumer<ParsingBenchmark, Blackhole> subject,
            BiConsumer<ParsingBenchmark, Blackhole> baseline) {
        Blackhole blackhole = new Blackhole(
                "Today's password is swordfish. I understand instantiating Blackholes directly is dangerous.");
        compare(
                name,
                ParsingBenchmark.TEXTS,
                20_000,
                20,
                500,
                () -> subject.accept(benchmark, blackhole),
                () -> baseline.accept(benchmark, blackhole));
    }

    private static void compareConnecting(HttpClient.Version version) {
        try (FakeProcess fake = FakeProcess.start()) {
            String token = fake.address().token();
            HttpClient client = fake.address()
                    .httpClientBuilder(fake.address().sslContext())
                    .version(version)
                    .build();
            AzureDevOpsConnector connector =
                    AzureDevOpsConnector.builder().httpClient(client).build();
            RawClient raw = new RawClient(client);
            compare(
                    version + " connect / both GETs",
                    1,
                    10_000,
                    10,
                    100,
                    () -> connector.connect("https://dev.azure.com/near", token).orElseThrow(),
                    () -> raw.pair(FakeProcess.NEAR, token).join());
            compare(
                    version + " connect / one GET, 40 ms away",
                    1,
                    2,
                    3,
                    2,
                    () -> connector.connect("https://dev.azure.com/far", token).orElseThrow(),
                    () -> raw.one(FakeProcess.FAR, token).join());
        }
    }

    private static void compareConcurrency(HttpClient.Version version, int inFlight) {
        ConcurrencyBenchmark benchmark = new ConcurrencyBenchmark();
        benchmark.version = version;
        benchmark.inFlight = inFlight;
        benchmark.start();
        try {
            compare(
                    version + " " + inFlight + " in flight",
                    ConcurrencyBenchmark.CONNECTS,
                    10,
                    1,
                    1,
                    benchmark::connectAsync,
                    benchmark::rawPair);
        } finally {
            benchmark.stop();
        }
    }

    /**
     * Observes both, and prints the ratios. An observation is the sum of some turns, each of which runs the subject
     * some times, and then the baseline; each run is some operations.
     */
    private static void compare(
            String name, int operations, int warmUp, int turns, int times, Runnable subject, Runnable baseline) {
        Alternation alternation = new Alternation();
        for (int i = 0; i < warmUp; i++) {
            subject.run();
            baseline.run();
        }
        for (int i = 0; i < OBSERVATIONS; i++) {
            alternation.observe(turns, times, subject, baseline);
        }
        System.out.printf(
                "%-40s %10.0f/s  time %s  cpu %s  threads %d/%d%n",
                name,
                1e9
                        * operations
                        * turns
                        * times
                        * OBSERVATIONS
                        / alternation.subjectTimes.stream()
                                .mapToDouble(Double::doubleValue)
                                .sum(),
                Ratio.of(alternation.subjectTimes, alternation.baselineTimes),
                Ratio.of(alternation.subjectProcessorTimes, alternation.baselineProcessorTimes),
                alternation.subjectThreads,
                alternation.baselineThreads);
    }

    private void observe(int turns, int times, Runnable subject, Runnable baseline) {
        long subjectTime = 0;
        long baselineTime = 0;
        long subjectProcessorTime = 0;
        long baselineProcessorTime = 0;
        for (int i = 0; i < turns; i++) {
            run(times, subject);
            subjectThreads = Math.max(subjectThreads, threads.getPeakThreadCount());
            subjectTime += time;
            subjectProcessorTime += processorTime;
            run(times, baseline);
            baselineThreads = Math.max(baselineThreads, threads.getPeakThreadCount());
            baselineTime += time;
            baselineProcessorTime += processorTime;
        }
        subjectTimes.add((double) subjectTime);
        baselineTimes.add((double) baselineTime);
        subjectProcessorTimes.add((double) subjectProcessorTime);
        baselineProcessorTimes.add((double) baselineProcessorTime);
    }

    private void run(int times, Runnable task) {
        threads.resetPeakThreadCount();
        long processorStart = system.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            task.run();
        }
        time = System.nanoTime() - start;
        processorTime = system.getProcessCpuTime() - processorStart;
    }
}
