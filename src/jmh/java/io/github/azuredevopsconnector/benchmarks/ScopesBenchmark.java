package io.github.azuredevopsconnector.benchmarks;

import io.github.azuredevopsconnector.AzureDevOpsConnection;
import io.github.azuredevopsconnector.AzureDevOpsConnector;
import io.github.azuredevopsconnector.TokenScope;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Connects over an open HTTP/2 connection to a service 40 ms away, with all scopes required and with none. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 1)
@SuppressWarnings("NullAway.Init") // by JMH
public class ScopesBenchmark {

    private FakeProcess fake;
    private AzureDevOpsConnector withoutScopes;
    private AzureDevOpsConnector withAllScopes;
    private RawClient raw;

    @Setup
    public void start() {
        fake = FakeProcess.start();
        HttpClient client = fake.httpClientBuilder(fake.sslContext()).build();
        withoutScopes = AzureDevOpsConnector.builder().httpClient(client).build();
        withAllScopes = AzureDevOpsConnector.builder()
                .httpClient(client)
                .requires(TokenScope.values())
                .build();
        raw = new RawClient(client, fake.token());
        for (int i = 0; i < FakeProcess.WARMUP_CALLS; i++) {
            connect(withAllScopes, FakeProcess.NEAR);
            raw.sendAll(FakeProcess.NEAR);
        }
    }

    @TearDown
    public void stop() {
        fake.close();
    }

    @Benchmark
    public AzureDevOpsConnection baseline() {
        return connect(withoutScopes, FakeProcess.FAR);
    }

    @Benchmark
    public AzureDevOpsConnection allScopes() {
        return connect(withAllScopes, FakeProcess.FAR);
    }

    @Benchmark
    public int allRequests() {
        return raw.sendAll(FakeProcess.FAR);
    }

    @Benchmark
    public int twoRequests() {
        return raw.send(FakeProcess.FAR);
    }

    private AzureDevOpsConnection connect(AzureDevOpsConnector connector, String organization) {
        return connector
                .connect("https://dev.azure.com/" + organization, fake.token())
                .orElseThrow();
    }
}
