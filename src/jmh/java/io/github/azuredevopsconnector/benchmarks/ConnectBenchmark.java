package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
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
 * Connects over open connections to a service that answers at once, where processing takes most of the time, and to one
 * that answers after 40 ms.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 1)
@SuppressWarnings("NullAway.Init") // by JMH
public class ConnectBenchmark {

    @Param({FakeProcess.NEAR, FakeProcess.FAR})
    public String organization;

    private FakeProcess fake;
    private AzureDevOpsConnector connector;
    private RawClient raw;

    @Setup
    public void start() {
        fake = FakeProcess.start();
        HttpClient client = fake.httpClientBuilder(fake.sslContext()).build();
        connector = AzureDevOpsConnector.builder().httpClient(client).build();
        raw = new RawClient(client, fake.token());
        for (int i = 0; i < FakeProcess.WARMUP_CALLS; i++) {
            connect(FakeProcess.NEAR);
            raw.send(FakeProcess.NEAR);
        }
    }

    @TearDown
    public void stop() {
        fake.close();
    }

    @Benchmark
    public AzureDevOpsConnection connect() {
        return connect(organization);
    }

    @Benchmark
    public int baseline() {
        return raw.send(organization);
    }

    private AzureDevOpsConnection connect(String name) {
        return connector.connect("https://dev.azure.com/" + name, fake.token()).orElseThrow();
    }
}
