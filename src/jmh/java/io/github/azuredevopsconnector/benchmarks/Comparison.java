package io.github.azuredevopsconnector.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/**
 * Runs benchmarks, and prints the ratio of each to the method {@code baseline} of its class. Each round runs every
 * benchmark in its own JVM, and gives one observation of each ratio, because a machine can be slower for minutes.
 */
public final class Comparison {

    private static final String BASELINE = "baseline";
    private static final int ROUNDS = 5;

    private Comparison() {}

    /** Takes the arguments of JMH. The number of forks is the number of rounds. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        CommandLineOptions arguments = new CommandLineOptions(args);
        Options options = new OptionsBuilder()
                .parent(arguments)
                .forks(1)
                .shouldFailOnError(true)
                .build();
        Map<String, Map<String, List<Double>>> times = new TreeMap<>();
        for (int i = 0; i < arguments.getForkCount().orElse(ROUNDS); i++) {
            for (RunResult result : new Runner(options).run()) {
                times.computeIfAbsent(group(result.getParams()), key -> new TreeMap<>())
                        .computeIfAbsent(method(result.getParams()), key -> new ArrayList<>())
                        // The lower quartile of the iterations, because other processes can only increase the time.
                        .add(result.getPrimaryResult().getStatistics().getPercentile(25));
            }
        }
        System.out.printf("%nRatios of the times, and their 95%% confidence intervals%n");
        times.forEach(Comparison::print);
    }

    private static void print(String group, Map<String, List<Double>> times) {
        List<Double> baseline = Objects.requireNonNull(times.get(BASELINE), "no baseline of " + group);
        times.forEach((method, subject) -> {
            if (!method.equals(BASELINE)) {
                System.out.printf("%-60s %s%n", group + ' ' + method, ratio(subject, baseline));
            }
        });
    }

    /** Returns the geometric mean of the paired observations, and its confidence interval by Student's t. */
    private static String ratio(List<Double> subject, List<Double> baseline) {
        double[] logarithms = new double[subject.size()];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(subject.get(i) / baseline.get(i));
        }
        Statistics statistics = new ListStatistics(logarithms);
        double mean = statistics.getMean();
        double error = statistics.getMeanErrorAt(0.95);
        return String.format("%.2f [%.2f, %.2f]", Math.exp(mean), Math.exp(mean - error), Math.exp(mean + error));
    }

    /** Returns the benchmark's class and parameters. */
    private static String group(BenchmarkParams benchmark) {
        String type =
                benchmark.getBenchmark().substring(0, benchmark.getBenchmark().lastIndexOf('.'));
        return benchmark.getParamsKeys().stream()
                .map(key -> ' ' + benchmark.getParam(key))
                .collect(Collectors.joining("", type.substring(type.lastIndexOf('.') + 1), ""));
    }

    private static String method(BenchmarkParams benchmark) {
        return benchmark.getBenchmark().substring(benchmark.getBenchmark().lastIndexOf('.') + 1);
    }
}
