package io.github.azuredevopsconnector.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** What the benchmark's process takes besides time: of the processor, by the operation, and of threads, at most. */
public final class ProcessProfiler implements InternalProfiler {

    static final String PROCESSOR_TIME = "cpu.norm";
    static final String PEAK_THREADS = "threads.peak";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long before;

    @Override
    public String getDescription() {
        return "Processor time and threads of the process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        threads.resetPeakThreadCount();
        before = system.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = result.getMetadata().getAllOps();
        if (operations == 0) {
            return List.of();
        }
        double microseconds = (system.getProcessCpuTime() - before) / 1_000.0;
        return List.of(
                new ScalarResult(PROCESSOR_TIME, microseconds / operations, "us/op", AggregationPolicy.AVG),
                new ScalarResult(PEAK_THREADS, threads.getPeakThreadCount(), "threads", AggregationPolicy.MAX));
    }
}
