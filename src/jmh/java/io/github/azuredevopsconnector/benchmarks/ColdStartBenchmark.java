package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.net.http.HttpClient;
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

/**
 * Connects for the first time in a JVM, over connections that are not open. One method uses a connector that was built
 * just before. Another uses one that was built 400 ms before, as in most applications. The last one builds the
 * connector.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
// Uses SLF4J's no-op provider, because the library brings no logging provider.
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider")
@SuppressWarnings("NullAway.Init") // by JMH
public class ColdStartBenchmark {

    /** Whether a round trip takes 40 ms. */
    @Param({"false", "true"})
    public boolean distant;

    private FakeProcess fake;
    private HttpClient client;

    @Setup
    public void start() {
        fake = FakeProcess.start();
        SSLContext tls = fake.sslContext();
        client = (distant ? fake.distantHttpClientBuilder(tls) : fake.httpClientBuilder(tls)).build();
    }

    @TearDown
    public void stop() {
        fake.close();
    }

    /** Created only for the method that uses it, because building a connector loads classes. */
    @State(Scope.Benchmark)
    public static class Built {

        private AzureDevOpsConnector connector;

        @Setup
        public void build(ColdStartBenchmark benchmark) {
            connector = benchmark.build();
        }
    }

    /** Like {@link Built}, but the connector was built 400 ms before the call. */
    @State(Scope.Benchmark)
    public static class BuiltBefore {

        private AzureDevOpsConnector connector;

        @Setup
        public void build(ColdStartBenchmark benchmark) throws InterruptedException {
            connector = benchmark.build();
            Thread.sleep(400);
        }
    }

    @Benchmark
    public AzureDevOpsConnection connect(Built built) {
        return connect(built.connector);
    }

    @Benchmark
    public AzureDevOpsConnection connectLater(BuiltBefore built) {
        return connect(built.connector);
    }

    @Benchmark
    public AzureDevOpsConnection buildAndConnect() {
        return connect(build());
    }

    @Benchmark
    public int baseline() {
        return new RawClient(client, fake.token()).send(FakeProcess.NEAR);
    }

    private AzureDevOpsConnector build() {
        return AzureDevOpsConnector.builder().httpClient(client).build();
    }

    private AzureDevOpsConnection connect(AzureDevOpsConnector connector) {
        return connector
                .connect("https://dev.azure.com/" + FakeProcess.NEAR, fake.token())
                .orElseThrow();
    }
}
