package io.github.azuredevopsconnector.benchmarks;

import java.util.List;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.Statistics;

/** How many times as much: the geometric mean of paired observations, and its 95 % interval. */
final class Ratio {

    private final Statistics logarithms;

    private Ratio(Statistics logarithms) {
        this.logarithms = logarithms;
    }

    static Ratio of(List<Double> subject, List<Double> baseline) {
        double[] logarithms = new double[subject.size()];
        for (int i = 0; i < logarithms.length; i++) {
            logarithms[i] = Math.log(subject.get(i) / baseline.get(i));
        }
        return new Ratio(new ListStatistics(logarithms));
    }

    @Override
    public String toString() {
        if (!Double.isFinite(logarithms.getMean())) {
            return "-"; // too little to be measured
        }
        double mean = logarithms.getMean();
        double error = logarithms.getMeanErrorAt(0.95);
        return String.format("%.3f [%.3f, %.3f]", Math.exp(mean), Math.exp(mean - error), Math.exp(mean + error));
    }
}
