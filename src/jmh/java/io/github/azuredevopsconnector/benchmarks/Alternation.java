package io.github.azuredevopsconnector.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.lang.management.ManagementFactory;
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
    private final List<Double> subjectTimes = new ArrayList<>();
    private final List<Double> baselineTimes = new ArrayList<>();
    private final List<Double> subjectProcessorTimes = new ArrayList<>();
    private final List<Double> baselineProcessorTimes = new ArrayList<>();
    private long time;
    private long processorTime;

    private Alternation() {}

    /** Takes {@code connecting}, or nothing for parsing. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("connecting")) {
            compareConnecting(HttpClient.Version.HTTP_1_1);
            compareConnecting(HttpClient.Version.HTTP_2);
        } else {
            List.of("SHORT", "LEGACY", "DEEP_LINK", "REFUSED", "MIX").forEach(Alternation::compareParsing);
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
                    3_000,
                    5,
                    40,
                    () -> connector.connect("https://dev.azure.com/near", token).orElseThrow(),
                    () -> raw.pair(FakeProcess.NEAR, token).join());
            compare(
                    version + " connect / one GET, 40 ms away",
                    2,
                    3,
                    2,
                    () -> connector.connect("https://dev.azure.com/far", token).orElseThrow(),
                    () -> raw.one(FakeProcess.FAR, token).join());
        }
    }

    /** An observation is the sum of some turns, each of which runs the subject some times, and then the baseline. */
    private static void compare(String name, int warmUp, int turns, int times, Runnable subject, Runnable baseline) {
        Alternation alternation = new Alternation();
        for (int i = 0; i < warmUp; i++) {
            subject.run();
            baseline.run();
        }
        for (int i = 0; i < OBSERVATIONS; i++) {
            alternation.observe(turns, times, subject, baseline);
        }
        System.out.printf(
                "%-40s time %s  cpu %s%n",
                name,
                Ratio.of(alternation.subjectTimes, alternation.baselineTimes),
                Ratio.of(alternation.subjectProcessorTimes, alternation.baselineProcessorTimes));
    }

    private void observe(int turns, int times, Runnable subject, Runnable baseline) {
        long subjectTime = 0;
        long baselineTime = 0;
        long subjectProcessorTime = 0;
        long baselineProcessorTime = 0;
        for (int i = 0; i < turns; i++) {
            run(times, subject);
            subjectTime += time;
            subjectProcessorTime += processorTime;
            run(times, baseline);
            baselineTime += time;
            baselineProcessorTime += processorTime;
        }
        subjectTimes.add((double) subjectTime);
        baselineTimes.add((double) baselineTime);
        subjectProcessorTimes.add((double) subjectProcessorTime);
        baselineProcessorTimes.add((double) baselineProcessorTime);
    }

    private void run(int times, Runnable task) {
        long processorStart = system.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            task.run();
        }
        time = System.nanoTime() - start;
        processorTime = system.getProcessCpuTime() - processorStart;
    }
}
