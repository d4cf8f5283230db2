package io.github.azuredevopsconnector.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.benchmarks.ColdConnect.Mode;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * What the first connect of a process costs: starts new JVMs, raw and library in turn, which connect once, and counts
 * the classes that each of them loads. On their class path is what a user of the library gets, so no provider of
 * logging.
 */
public final class ColdStart {

    private static final int WARM_UP = 2;

    private ColdStart() {}

    /** Takes the number of rounds, 20 unless told. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Map<Mode, List<Double>> times = new EnumMap<>(Mode.class);
        Map<Mode, List<Double>> processorTimes = new EnumMap<>(Mode.class);
        try (FakeProcess fake = FakeProcess.start()) {
            for (int i = 0; i < WARM_UP + rounds; i++) {
                for (Mode mode : Mode.values()) {
                    String[] measured = run(fake, mode).get(0).split(" ", 2);
                    if (i >= WARM_UP) {
                        add(times, mode, measured[0]);
                        add(processorTimes, mode, measured[1]);
                    }
                }
            }
            print("time", times);
            print("cpu", processorTimes);
            printClasses(fake);
        }
    }

    private static void add(Map<Mode, List<Double>> measurements, Mode mode, String nanoseconds) {
        measurements.computeIfAbsent(mode, key -> new ArrayList<>()).add(Long.parseLong(nanoseconds) / 1e6);
    }

    private static void print(String measure, Map<Mode, List<Double>> measurements) {
        List<Double> raw = measurements.getOrDefault(Mode.RAW, List.of());
        measurements.forEach((mode, values) -> print(mode + " " + measure, values, raw));
    }

    private static void print(String what, List<Double> values, List<Double> raw) {
        double median =
                values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
        System.out.printf("%-20s / RAW  %s  (median %.0f ms)%n", what, Ratio.of(values, raw), median);
    }

    /** Prints how many classes the library loads beyond those of the raw client, and whose they are. */
    private static void printClasses(FakeProcess fake) throws IOException, InterruptedException {
        List<String> raw = classes(fake, Mode.RAW);
        List<String> connector = classes(fake, Mode.CONNECTOR);
        Map<String, Integer> owners = new TreeMap<>();
        connector.forEach(type -> owners.merge(owner(type), 1, Integer::sum));
        raw.forEach(type -> owners.merge(owner(type), -1, Integer::sum));
        System.out.printf("Classes: raw %d, connector %d, difference %s%n", raw.size(), connector.size(), owners);
        if (Boolean.getBoolean("benchmarks.classes")) {
            connector.removeAll(raw);
            connector.forEach(System.out::println);
        }
    }

    private static List<String> classes(FakeProcess fake, Mode mode) throws IOException, InterruptedException {
        return run(fake, mode, "-Xlog:class+load").stream()
                .filter(line -> line.contains(" source: "))
                .map(line -> line.substring(line.lastIndexOf(']') + 1, line.indexOf(" source: "))
                        .strip())
                .map(type -> type.replaceFirst("(\\$\\$Lambda|[$/])[$/0-9a-fx+]+$", "$1"))
                .collect(Collectors.toList());
    }

    private static String owner(String type) {
        if (type.startsWith("io.github.azuredevopsconnector.benchmarks")) {
            return "benchmark";
        }
        if (type.startsWith("io.github.azuredevopsconnector")) {
            return type.endsWith("$$Lambda") ? "own lambdas" : "own";
        }
        return type.startsWith("com.fasterxml") ? "Jackson" : type.startsWith("org.slf4j") ? "SLF4J" : "JDK";
    }

    /** Runs one connect in a JVM of its own, and returns the lines that it printed. */
    private static List<String> run(FakeProcess fake, Mode mode, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(FakeProcess.java()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                classPath(),
                ColdConnect.class.getName(),
                mode.name(),
                fake.address().toString()));
        Path log = Files.createTempFile("cold-connect", ".log");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .collect(Collectors.toList());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
            return lines;
        } finally {
            Files.delete(log);
        }
    }

    private static String classPath() {
        return Stream.of(ColdStart.class, AzureDevOpsConnector.class, JsonFactory.class, LoggerFactory.class)
                .map(ColdStart::location)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
