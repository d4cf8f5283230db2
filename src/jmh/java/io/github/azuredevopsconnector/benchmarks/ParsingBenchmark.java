package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.InvalidOrganizationUrlException;
import io.github.azuredevopsconnector.OrganizationUrl;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Parses what a user entered. {@link URI#create} does less, because it only splits the input. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ParsingBenchmark.TEXTS)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
// Otherwise the compiler could be late on a busy machine, and the benchmark would measure the interpreter.
@Fork(value = 1, jvmArgsAppend = "-Xbatch")
@SuppressWarnings("NullAway.Init") // by JMH
public class ParsingBenchmark {

    static final int TEXTS = 12;

    private static final List<String> ACCEPTED = List.of(
            "https://dev.azure.com/contoso",
            "https://dev.azure.com/fabrikam-fiber-inc/",
            "HTTPS://Dev.Azure.com/Contoso",
            " https://dev.azure.com/adventure-works\n",
            "https://contoso.visualstudio.com",
            "https://fabrikam-fiber-inc.visualstudio.com/",
            "https://Contoso.VisualStudio.com/DefaultCollection",
            " https://adventure-works.visualstudio.com\n",
            "https://dev.azure.com/contoso/Fabrikam%20Fiber/_git/website?path=/src/Program.cs&version=GBmain&_a=contents",
            "https://contoso@dev.azure.com/contoso/Fabrikam%20Fiber/_git/website",
            "https://dev.azure.com/fabrikam-fiber-inc/Mobile/_build/results?buildId=20461&view=logs&j=12f1170f-54f2-53f3",
            "https://contoso.visualstudio.com/Fabrikam/_workitems/edit/4711?fullScreen=true#comments");
    private static final List<String> REFUSED = List.of(
            "",
            "contoso",
            "https://",
            "https://dev.azure.com/",
            "https://dev.azure.com/con toso",
            "https://dev.azure.com/contoso/../fabrikam",
            "https://dev.azure.com:8080/contoso",
            "https://contoso:secret@dev.azure.com/contoso",
            "https://github.com/contoso/website",
            "https://app.vssps.visualstudio.com/_signin",
            "http://tfs.contoso.local:8080/tfs/DefaultCollection",
            "ssh://git@ssh.dev.azure.com/v3/contoso/Fabrikam/website");

    @Param({"accepted", "refused"})
    public String kind;

    private List<String> texts;

    @Setup
    public void chooseTexts() {
        texts = kind.equals("accepted") ? ACCEPTED : REFUSED;
    }

    @Benchmark
    public void tryParse(Blackhole blackhole) {
        for (String text : texts) {
            blackhole.consume(OrganizationUrl.tryParse(text));
        }
    }

    @Benchmark
    public void parse(Blackhole blackhole) {
        for (String text : texts) {
            try {
                blackhole.consume(OrganizationUrl.parse(text));
            } catch (InvalidOrganizationUrlException e) {
                blackhole.consume(e);
            }
        }
    }

    @Benchmark
    public void baseline(Blackhole blackhole) {
        for (String text : texts) {
            try {
                blackhole.consume(URI.create(text.strip()));
            } catch (IllegalArgumentException e) {
                blackhole.consume(e);
            }
        }
    }
}
