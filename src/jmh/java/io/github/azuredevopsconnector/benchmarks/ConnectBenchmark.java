package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
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
 * One connect after the other, over connections that are open: from nearby, where the work on both ends is all there
 * is, and from afar, where the round trip is.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // by JMH
public class ConnectBenchmark {

    @Param({"HTTP_1_1", "HTTP_2"})
    public HttpClient.Version version;

    @Param({FakeProcess.NEAR, FakeProcess.FAR})
    public String organization;

    private FakeProcess fake;
    private String url;
    private String token;
    private AzureDevOpsConnector connector;
    private RawClient raw;

    @Setup
    public void start() {
        fake = FakeProcess.start();
        url = "https://dev.azure.com/" + organization;
        token = fake.address().token();
        HttpClient client = fake.address()
                .httpClientBuilder(fake.address().sslContext())
                .version(version)
                .build();
        connector = AzureDevOpsConnector.builder().httpClient(client).build();
        raw = new RawClient(client);
    }

    @TearDown
    public void stop() {
        fake.close();
    }

    @Benchmark
    public AzureDevOpsConnection connect() {
        return connector.connect(url, token).orElseThrow();
    }

    @Benchmark
    @Baseline
    public int rawPair() {
        return raw.pair(organization, token).join();
    }

    @Benchmark
    @Baseline
    public int rawGet() {
        return raw.one(organization, token).join();
    }
}
