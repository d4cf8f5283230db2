package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Connects for the first time in a JVM, from building the client to the verdict. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
// The library brings no provider of logging.
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider")
@SuppressWarnings("NullAway.Init") // by JMH
public class ColdStartBenchmark {

    @Param({FakeProcess.NEAR, FakeProcess.FAR})
    public String organization;

    private FakeProcess fake;
    private SSLContext tls;

    @Setup
    public void start() {
        fake = FakeProcess.start();
        tls = fake.sslContext();
    }

    @TearDown
    public void stop() {
        fake.close();
    }

    @Benchmark
    public AzureDevOpsConnection connect() {
        return AzureDevOpsConnector.builder()
                .httpClient(fake.httpClientBuilder(tls).build())
                .build()
                .connect("https://dev.azure.com/" + organization, fake.token())
                .orElseThrow();
    }

    @Benchmark
    public int baseline() {
        return new RawClient(fake.httpClientBuilder(tls).build(), fake.token()).send(organization);
    }
}
