package io.github.azuredevopsconnector.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs benchmarks round by round, and prints their ratios to the {@link Baseline}s of their classes.
 *
 * <p>On a machine that is not idle, one benchmark may run in a bad minute and the next in a good one. So each round
 * runs all of them, in JVMs of their own, and counts as one observation of each ratio; the interval comes from the
 * spread of the rounds. The arguments are those of JMH.
 */
public final class Comparison {

    private static final List<String> MEASURES =
            List.of("time", ProcessProfiler.PROCESSOR_TIME, ProcessProfiler.PEAK_THREADS, "gc.alloc.rate.norm");

    private Comparison() {}

    /** Runs what the arguments select. The system property {@code benchmarks.rounds} tells how often. */
    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        Options options = new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .forks(1)
                .shouldFailOnError(true)
                .build();
        List<Map<String, RunResult>> rounds = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("benchmarks.rounds", 6); i++) {
            rounds.add(byName(new Runner(options).run()));
        }
        System.out.printf("%nRatios and their 95 %% intervals, from %d rounds%n", rounds.size());
        for (RunResult subject : rounds.get(0).values()) {
            for (RunResult baseline : rounds.get(0).values()) {
                if (isComparable(subject, baseline)) {
                    MEASURES.forEach(measure -> print(measure, name(subject), name(baseline), rounds));
                }
            }
        }
    }

    private static Map<String, RunResult> byName(Collection<RunResult> results) {
        return results.stream()
                .collect(Collectors.toMap(Comparison::name, result -> result, (one, other) -> one, TreeMap::new));
    }

    /** The benchmark's class, parameters and method. */
    private static String name(RunResult result) {
        return type(result) + parameters(result) + ' ' + method(result);
    }

    private static boolean isComparable(RunResult subject, RunResult baseline) {
        return type(subject).equals(type(baseline))
                && parameters(subject).equals(parameters(baseline))
                && !isBaseline(subject)
                && isBaseline(baseline);
    }

    private static void print(String measure, String subject, String baseline, List<Map<String, RunResult>> rounds) {
        List<Double> scores = scores(rounds, subject, measure);
        if (scores.contains(Double.NaN)) {
            return; // the profiler that measures this was not asked for
        }
        System.out.printf(
                "%-64s / %-12s %-18s %s  (%.4g)%n",
                subject,
                baseline.substring(baseline.lastIndexOf(' ') + 1),
                measure,
                Ratio.of(scores, scores(rounds, baseline, measure)),
                scores.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }

    private static List<Double> scores(List<Map<String, RunResult>> rounds, String benchmark, String measure) {
        return rounds.stream().map(round -> score(round, benchmark, measure)).collect(Collectors.toList());
    }

    private static double score(Map<String, RunResult> round, String benchmark, String measure) {
        RunResult result = Objects.requireNonNull(round.get(benchmark));
        if (measure.equals("time")) {
            return quartile(result.getPrimaryResult());
        }
        Result<?> secondary = result.getSecondaryResults().get(measure);
        return secondary == null ? Double.NaN : quartile(secondary);
    }

    /** Of the iterations the lower quartile: what disturbs some of them can only add to the time. */
    private static double quartile(Result<?> result) {
        return result.getStatistics().getPercentile(25);
    }

    private static String type(RunResult result) {
        String name = result.getParams().getBenchmark();
        String type = name.substring(0, name.lastIndexOf('.'));
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String method(RunResult result) {
        String name = result.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String parameters(RunResult result) {
        BenchmarkParams params = result.getParams();
        return params.getParamsKeys().stream()
                .map(key -> ' ' + key + '=' + params.getParam(key))
                .collect(Collectors.joining());
    }

    private static boolean isBaseline(RunResult result) {
        String name = result.getParams().getBenchmark();
        try {
            Class<?> type = Class.forName(name.substring(0, name.lastIndexOf('.')));
            for (var method : type.getMethods()) {
                if (method.isAnnotationPresent(Benchmark.class)
                        && method.getName().equals(method(result))) {
                    return method.isAnnotationPresent(Baseline.class);
                }
            }
            throw new IllegalStateException("no benchmark " + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
